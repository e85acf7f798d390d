// Generated from contracts/ by scripts/generate.ts. Do not edit: run `npm run generate`.

/** What a person reads for each error of the contracts. */
export const errorSentences = {
  OrderTermOutOfBounds: 'A term of the order is outside its bounds.',
  OrderAddressMissing: 'The order must name an address here, and names none.',
  OrderTermsConflict: 'Two terms of the order contradict each other.',
  LaneBusy: 'The lane of this order still holds a job that is not over. Use another lane or wait.',
  LaneSequenceWrong: 'The order is not for the next sequence of its lane: it was used, skipped, or comes too early.',
  JobNotCurrent: 'The job has moved on since you looked. Read it again and retry.',
  JobStateWrong: 'The job is not in a state in which this can be done.',
  DeadlinePassed: 'The deadline for this has passed. Anyone may poke the job now.',
  DeadlineNotPassed: "The job's deadline has not passed yet: it can be poked one second after it.",
  NotAuthorized: 'Neither the caller nor the signature is the one that may do this.',
  OrderNotPublic: 'Only the requester may post this order: it is not marked public.',
  ProviderHasOtherRole: 'A provider cannot be the requester, the payer, the verifier or the arbiter of the same order.',
  ProviderFailedBefore: 'This provider failed the last attempt and cannot take the next one.',
  ProviderNotExclusive: 'Until its time is over, only the provider that the order names may accept it.',
  NotExclusive: 'There is nothing to decline: the order is open to all.',
  MoveNotInOrder: 'The order has no such move: it names no arbiter, or gives the move no window.',
  LivenessTooSoonOrLate: 'The provider cannot be asked for a sign of life now: not so early, not so close to the end of its run.',
  LivenessPending: 'The provider was asked for a sign of life already, and still has time to answer.',
  LivenessNotPending: 'Nobody asked for a sign of life.',
  ShareTooLarge: 'A share is at most 10,000 basis points.',
  QuoteExpired: 'The quote has expired.',
  QuoteForOther: 'The quote is for another order or another attempt.',
  PriceTooHigh: 'The price is more than the requester agreed to pay, by its order or at this time.',
  OutcomeMissing: 'A commitment needs an outcome: Success, JobError or SpecExceeded.',
  ProofHashMissing: 'A commitment needs a proof hash.',
  UnitsTooMany: 'More seconds are claimed than passed since the job was accepted.',
  VerdictMissing: 'A verdict must be Valid, Invalid or Inconclusive.',
  NotCompletable: 'This order does not allow proof and verdict in one call.',
  BalanceTooLow: 'The balance in the escrow is too low for this.',
  NothingArrived: 'The token did not hand over anything.',
  RecipientInvalid: 'Tokens cannot be sent to this address.',
  AmountTooLarge: 'An amount is too large: the protocol counts in 96 bits.',
  CommitteeInvalid: 'A committee needs at least one member, each once, in ascending order, and a quorum that it can reach.',
  BatchDifferenceMalformed: 'A difference of a batch is not a row of changes within the call.',
  OfferTooLong: "The offer's description is longer than the book allows.",
  OfferExpired: "The offer's end must lie in the future.",
} as const

/** The name of an error of the contracts. */
export type EscrowErrorName = keyof typeof errorSentences
