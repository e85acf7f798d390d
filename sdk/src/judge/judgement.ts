/** Why a judgement fell as it did. The list is part of the protocol: members of a committee must find the same one. */
export type Reason = keyof typeof reasonSentences

/** What each reason means, for a person. */
export const reasonSentences = {
  evidenceHolds: 'The proof is complete, belongs to this job, keeps its terms, and everything in it could be fetched.',
  resultRepeats: 'Running the job again gave the same result, byte for byte.',

  manifestTooLarge: 'The manifest is larger than 64 kB.',
  manifestMalformed: 'What lies under the proof hash is not a manifest.',
  otherJob: 'The manifest belongs to another job, attempt, provider, escrow or chain.',
  signatureWrong: 'The manifest is not signed by the provider.',
  resultMalformed: 'What the manifest names as its result is not a result.',
  otherSpec: 'The result is of another spec or another engine than the order asked for.',
  outcomeDiffers: 'The committed outcome is not the one of the result.',
  unitsDiffer: 'The committed units are not the ones that were used.',
  limitExceeded: 'The run went beyond a limit of its spec.',
  outputsDiffer: 'The outputs are not the declared ones, or do not have the stated size.',
  resultDiffers: 'Running the job again gave another result.',
  moduleRejected: 'The engine takes the module of this job on no machine, so nobody can have a result of it.',
  unavailable: 'Content that the provider must serve could not be fetched, at several times over the verify window.',

  contentUnavailable: 'Nobody gave content that the provider must serve, this time.',
  contentNotSought: 'This verifier could not look for content: the fault is its own.',
  signatureUnchecked: 'The chain could not be asked whether the provider signed.',
  specUnreadable:
    'The spec, its module or an input cannot be had, or is not what the order needs: the requester’s doing.',
  notRecomputed: 'A job that did not succeed can be confirmed by running it again only.',
  acceptanceNotRun: 'The spec names an acceptance test, which this verifier cannot run.',
  runtimeNotRepeatable: 'Jobs of this runtime do not repeat byte for byte, so they cannot be run again to compare.',
  floatsNotCanonical:
    'The spec asks for floats that are not canonical. Machines may differ in them, so another result proves nothing.',
  engineUnknown: 'The spec asks for an engine version that this verifier does not have.',
  runFailed: 'The job could not be run again here.',
  judgeFailed: 'The judge itself failed.',
} as const

const valid = ['evidenceHolds', 'resultRepeats'] as const
const inconclusive = [
  'contentUnavailable',
  'contentNotSought',
  'signatureUnchecked',
  'specUnreadable',
  'notRecomputed',
  'acceptanceNotRun',
  'runtimeNotRepeatable',
  'floatsNotCanonical',
  'engineUnknown',
  'runFailed',
  'judgeFailed',
] as const

/** What a judge says of a proof. `detail` names a field or a CID, and is the same for everyone who judges the same content. */
export type Judgement = {
  readonly verdict: 'Valid' | 'Invalid' | 'Inconclusive'
  readonly reason: Reason
  readonly detail?: string
}

/** The judgement that belongs to a reason. */
export function judgementOf(reason: Reason, detail?: string): Judgement {
  const verdict = includes(valid, reason) ? 'Valid' : includes(inconclusive, reason) ? 'Inconclusive' : 'Invalid'
  return detail === undefined ? { verdict, reason } : { verdict, reason, detail }
}

function includes(reasons: readonly Reason[], reason: Reason): boolean {
  return reasons.includes(reason)
}
