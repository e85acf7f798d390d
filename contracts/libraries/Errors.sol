// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {JobState} from "../types/JobState.sol";

/// @title Every error of the protocol
/// @dev The notice of each error is the sentence that a person reads: scripts/generate.ts takes it into the sdk.
library Errors {
    /// @notice A term of the order is outside its bounds.
    /// @param field The name of the field, as in the order's types, in ASCII.
    /// @param value What was given.
    /// @param least The least value allowed.
    /// @param most The greatest value allowed.
    error OrderTermOutOfBounds(bytes32 field, uint256 value, uint256 least, uint256 most);

    /// @notice The order must name an address here, and names none.
    error OrderAddressMissing(bytes32 field);

    /// @notice Two terms of the order contradict each other.
    /// @param rule What is wrong, in ASCII words.
    error OrderTermsConflict(bytes32 rule);

    /// @notice The lane of this order still holds a job that is not over. Use another lane or wait.
    error LaneBusy(address requester, uint256 lane, JobState state);

    /// @notice The order is not for the next sequence of its lane: it was used, skipped, or comes too early.
    error LaneSequenceWrong(address requester, uint256 lane, uint256 given, uint256 expected);

    /// @notice The job has moved on since you looked. Read it again and retry.
    error JobNotCurrent(bytes32 id, uint256 word);

    /// @notice The job is not in a state in which this can be done.
    error JobStateWrong(bytes32 id, JobState state);

    /// @notice The deadline for this has passed. Anyone may poke the job now.
    error DeadlinePassed(bytes32 id, uint256 deadline, uint256 timestamp);

    /// @notice The job's deadline has not passed yet: it can be poked one second after it.
    error DeadlineNotPassed(bytes32 id, uint256 deadline, uint256 timestamp);

    /// @notice Neither the caller nor the signature is the one that may do this.
    /// @param expected Whose call or signature it takes.
    /// @param caller Who called.
    error NotAuthorized(address expected, address caller);

    /// @notice Only the requester may post this order: it is not marked public.
    error OrderNotPublic(bytes32 id);

    /// @notice A provider cannot be the requester, the payer, the verifier or the arbiter of the same order.
    error ProviderHasOtherRole(bytes32 id, address provider);

    /// @notice This provider failed the last attempt and cannot take the next one.
    error ProviderFailedBefore(bytes32 id, address provider);

    /// @notice Until its time is over, only the provider that the order names may accept it.
    error ProviderNotExclusive(bytes32 id, address exclusive, uint256 exclusiveUntil);

    /// @notice There is nothing to decline: the order is open to all.
    error NotExclusive(bytes32 id);

    /// @notice The order has no such move: it names no arbiter, or gives the move no window.
    error MoveNotInOrder(bytes32 id);

    /// @notice The provider cannot be asked for a sign of life now: not so early, not so close to the end of its run.
    /// @param from The first second in which it can be asked.
    /// @param until The last one; if it comes before `from`, it cannot be asked again in this attempt.
    error LivenessTooSoonOrLate(bytes32 id, uint256 from, uint256 until, uint256 timestamp);

    /// @notice The provider was asked for a sign of life already, and still has time to answer.
    error LivenessPending(bytes32 id, uint256 answerBy);

    /// @notice Nobody asked for a sign of life.
    error LivenessNotPending(bytes32 id);

    /// @notice A share is at most 10,000 basis points.
    error ShareTooLarge(bytes32 id, uint256 share);

    /// @notice The quote has expired.
    error QuoteExpired(bytes32 id, uint256 validUntil, uint256 timestamp);

    /// @notice The quote is for another order or another attempt.
    error QuoteForOther(bytes32 id, bytes32 quoted, uint256 attempt, uint256 quotedAttempt);

    /// @notice The price is more than the requester agreed to pay, by its order or at this time.
    error PriceTooHigh(bytes32 id, uint256 price, uint256 most);

    /// @notice A commitment needs an outcome: Success, JobError or SpecExceeded.
    error OutcomeMissing(bytes32 id);

    /// @notice A commitment needs a proof hash.
    error ProofHashMissing(bytes32 id);

    /// @notice More seconds are claimed than passed since the job was accepted.
    error UnitsTooMany(bytes32 id, uint256 units, uint256 most);

    /// @notice A verdict must be Valid, Invalid or Inconclusive.
    error VerdictMissing(bytes32 id);

    /// @notice This order does not allow proof and verdict in one call.
    error NotCompletable(bytes32 id);

    /// @notice The balance in the escrow is too low for this.
    error BalanceTooLow(address token, address account, uint256 balance, uint256 needed);

    /// @notice Who carries an order for its payer may bring no more of the payer's tokens than the order locks.
    error FundingTooLarge(bytes32 id, uint256 amount, uint256 most);

    /// @notice The token did not hand over anything.
    error NothingArrived(address token, address from);

    /// @notice Tokens cannot be sent to this address.
    error RecipientInvalid(address to);

    /// @notice An amount is too large: the protocol counts in 96 bits.
    error AmountTooLarge(uint256 amount);

    /// @notice A committee needs 1 to 24 members, each once, in ascending order, and a quorum of 1 to 8 that it can reach.
    error CommitteeInvalid(uint256 members, uint256 quorum);

    /// @notice A difference of a batch is not a row of changes within the call.
    error BatchDifferenceMalformed(uint256 index);

    /// @notice The offer's description is longer than the book allows.
    error OfferTooLong(uint256 bytesGiven, uint256 most);

    /// @notice The offer's end must not lie in the past.
    error OfferExpired(uint256 validUntil, uint256 timestamp);
}
