// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Job, Ticket} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {LaneWord} from "../types/LaneWord.sol";
import {Commitment, Quote} from "../types/Messages.sol";
import {Funding, Order} from "../types/Order.sol";
import {FailReason, Outcome, Verdict} from "../types/Terms.sol";

/// @title Job escrow
/// @notice Holds the price of a job and the stake of its provider until a verdict, a party or a deadline says who is owed what.
/// @dev Units, for everything below:
/// - an amount is in the smallest unit of the order's token;
/// - a time is in Unix seconds; a deadline is inclusive: acting is valid while t <= deadline, poking while t > deadline;
/// - a share is in basis points, 10,000 is the whole;
/// - a unit of work is an engine step or a second; a rate is per 1,000,000,000 units.
///
/// The job travels: a call brings the whole job, and the escrow compares it with the commitment in the requester's lane. So a
/// call names exactly what it expects, and a stale view cannot act. Whoever followed the events has the job.
///
/// Each role acts by its call or by an EIP-712 signature that anybody may carry: an empty signature stands for the caller, and
/// beside the role's own call none is looked at.
/// Signatures are checked by ECDSA first, then by ERC-1271 with 50,000 gas.
///
/// Every function that takes a job reverts with JobNotCurrent when it has moved on, with JobStateWrong when its state does not
/// allow the move, and, but for `poke`, with DeadlinePassed one second after its deadline. The escrow calls nobody but the
/// token and, to ask whether it signed, an ERC-1271 account. It has no owner.
interface IJobEscrow {
    /// @notice A job is open, and its price is locked.
    /// @param id The EIP-712 hash of the order.
    /// @param order The terms, whole. Later events carry only what changed.
    /// @param phaseEnd The last second to accept it.
    event JobPosted(bytes32 indexed id, address indexed requester, Order order, uint40 phaseEnd);

    /// @notice A provider took the job, and its stake is locked. What follows is of this attempt, until AttemptFailed.
    /// @param price The most that this attempt can be paid.
    /// @param acceptedAt The run window starts here.
    event JobContracted(bytes32 indexed id, address indexed provider, uint8 attempt, uint96 price, uint40 acceptedAt);

    /// @notice A match was closed: the job was posted and taken at once, as its first attempt. No JobPosted and no JobContracted
    /// tell of it.
    /// @param order The terms, whole.
    /// @param price The most that this attempt can be paid.
    /// @param acceptedAt The run window starts here.
    event MatchClosed(
        bytes32 indexed id,
        address indexed requester,
        address indexed provider,
        Order order,
        uint96 price,
        uint40 acceptedAt
    );

    /// @notice The exclusive provider does not want the job: it is open to all.
    /// @param reason A code in ASCII, as the provider chose it.
    event JobDeclined(bytes32 indexed id, address indexed provider, bytes32 reason);

    /// @notice The requester asks whether the provider is still there.
    /// @param answerBy The last second to answer.
    event LivenessChallenged(bytes32 indexed id, uint40 answerBy);

    /// @notice The provider answered.
    /// @param checkpoint What it has reached, as it says: the root of a checkpoint, or zero.
    /// @param units What it has used, as it says.
    /// @param challengeFrom The first second in which it can be asked again.
    event Heartbeat(bytes32 indexed id, bytes32 checkpoint, uint64 units, uint40 challengeFrom);

    /// @notice The provider gave the job back. AttemptFailed follows.
    /// @param reason A code in ASCII, as the provider chose it.
    event JobResigned(bytes32 indexed id, bytes32 reason);

    /// @notice The provider committed to a proof.
    /// @param proofHash The sha-256 digest in the CID of the manifest.
    /// @param phaseEnd The last second for the verdict or, without a verifier, for the requester's challenge.
    event ProofSubmitted(bytes32 indexed id, bytes32 proofHash, Outcome outcome, uint64 units, uint40 phaseEnd);

    /// @notice The verifier spoke. Inconclusive changes nothing.
    /// @param evidence The sha-256 digest in the CID of the verifier's report.
    /// @param phaseEnd The deadline of the state that follows; of no meaning when the job is settled at once.
    event VerdictDelivered(bytes32 indexed id, Verdict indexed verdict, bytes32 evidence, uint40 phaseEnd);

    /// @notice Proof and verdict came at once. No ProofSubmitted and no VerdictDelivered tell of it.
    /// @param proofHash The sha-256 digest in the CID of the manifest.
    /// @param evidence The sha-256 digest in the CID of the verifier's report.
    /// @param phaseEnd The deadline of the state that follows.
    event ProofJudged(
        bytes32 indexed id,
        bytes32 proofHash,
        Outcome outcome,
        uint64 units,
        Verdict indexed verdict,
        bytes32 evidence,
        uint40 phaseEnd
    );

    /// @notice The verifier said nothing in its window, and the order's fallback was taken.
    /// @param state What follows: Claimed or Disputed, or Settled or Cancelled, which ContractFulfilled or JobCancelled tells of.
    event VerifierSilent(bytes32 indexed id, JobState state, uint40 phaseEnd);

    /// @notice The requester challenged the claim, or the provider contested the rejection: the arbiter decides.
    /// @param by The one of the two who asks for it, and whose bond is locked.
    /// @param reason The sha-256 digest in the CID of a statement, or zero.
    /// @param phaseEnd The last second for the ruling.
    event JobDisputed(bytes32 indexed id, address indexed by, bytes32 reason, uint96 bond, uint40 phaseEnd);

    /// @notice The arbiter decided. ContractFulfilled follows or, after a share of 0, AttemptFailed.
    /// @param share Of the claim, for the provider, in basis points.
    /// @param reason The sha-256 digest in the CID of a statement, or zero.
    event DisputeRuled(bytes32 indexed id, uint16 share, bytes32 reason);

    /// @notice The bond of a dispute was credited.
    event BondReleased(bytes32 indexed id, uint256 toProvider, uint256 toRequester, uint256 toArbiter);

    /// @notice Requester and provider agreed. ContractFulfilled follows.
    /// @param toProvider What the provider is paid, the fee included.
    event JobAgreed(bytes32 indexed id, uint96 toProvider);

    /// @notice An attempt failed by the provider's doing. The job is open again, or JobCancelled follows.
    /// @param burned The part of the stake that nobody gets.
    /// @param phaseEnd If the job is open again, the last second to accept it.
    event AttemptFailed(
        bytes32 indexed id,
        address indexed provider,
        uint8 attempt,
        FailReason reason,
        uint256 burned,
        uint40 phaseEnd
    );

    /// @notice Contract fulfilled, thank you for your business.
    /// @param paid Credited to the provider, after the fee, beside its stake.
    /// @param refunded Credited to the payer.
    event ContractFulfilled(
        bytes32 indexed id,
        address indexed requester,
        address indexed provider,
        uint256 paid,
        uint256 refunded
    );

    /// @notice The job ended with nothing paid.
    event JobCancelled(bytes32 indexed id, uint256 refunded);

    /// @notice Orders signed for this sequence of the lane are void.
    event LaneSkipped(address indexed requester, uint32 lane, uint40 sequence);

    /// @return The least length, in seconds, of a window that exists.
    function minWindow() external view returns (uint256);

    /// @return The id of the job under this order: its EIP-712 hash.
    function idOf(Order calldata order) external view returns (bytes32);

    /// @return The word of a lane: state, commitment, sequence.
    function wordOf(address requester, uint32 lane) external view returns (LaneWord);

    /// @notice Opens a job and locks maxPrice + verifierFee * maxAttempts of the payer's balance.
    /// @dev Who: the requester; another with its signature where the order is public. If the payer is another, it calls or has
    /// signed the order. Tokens are taken from the payer only and, if another carries the order, no more than it locks.
    /// State: None to Open, in a free lane whose last sequence is the order's less one.
    /// Time: the open window starts now, and with it the ramp from minPrice to maxPrice.
    /// Reverts: OrderAddressMissing, OrderTermOutOfBounds, OrderTermsConflict, AmountTooLarge, LaneBusy, LaneSequenceWrong,
    /// OrderNotPublic, NotAuthorized, FundingTooLarge, BalanceTooLow, NothingArrived.
    /// Emits: JobPosted; Deposited with funding.
    /// @custom:moves None > Open
    function post(
        Order calldata order,
        Funding calldata funding,
        bytes calldata requesterSignature,
        bytes calldata payerSignature
    ) external returns (bytes32 id);

    /// @notice Makes every order void that was signed for the next sequence of a free lane of the caller.
    /// @dev Reverts: LaneBusy, LaneSequenceWrong. Emits: LaneSkipped.
    function skip(uint32 lane, uint40 sequence) external;

    /// @notice Takes an open job back. Everything that it locked returns to the payer.
    /// @dev Who: the requester. State: Open to Cancelled. Reverts: NotAuthorized. Emits: JobCancelled.
    /// @custom:moves Open > Cancelled
    function cancel(Job calldata job, bytes calldata signature) external;

    /// @notice Takes an open job at the price of the ramp at this second.
    /// @dev Who: `provider`, none of the order's other roles, and not the one that failed the last attempt; only the exclusive
    /// provider until its time is over. That holds for every attempt: if the exclusive provider fails, nobody may accept until then.
    /// State: Open to Contracted. Money: locks the stake of the provider's balance.
    /// Rounding: the price rounds down, in the payer's favour.
    /// Reverts: NotAuthorized, ProviderNotExclusive, ProviderHasOtherRole, ProviderFailedBefore, BalanceTooLow.
    /// Emits: JobContracted.
    /// @custom:moves Open > Contracted
    function accept(Job calldata job, address provider, bytes calldata signature) external;

    /// @notice Leaves an order to the others: it is open to all from now on.
    /// @dev Who: the order's provider, while the order is exclusively its own. State: Open.
    /// Reverts: NotExclusive, NotAuthorized. Emits: JobDeclined.
    /// @param reason A code in ASCII.
    /// @custom:moves Open > Open
    function decline(Job calldata job, bytes32 reason, bytes calldata signature) external;

    /// @notice Posts an order and contracts it with a quote, in one transaction.
    /// @dev Who: the requester by its call or by its signature over order and quote (Close); or, with its signature on the order
    /// alone, anyone, whether or not the order is public, for at most the ramp's price and under the order's exclusivity. The provider by its call or by its
    /// signature on the quote. The payer as in `post`.
    /// State: None to Contracted. Reverts: as `post` and `accept`; QuoteForOther, QuoteExpired, PriceTooHigh.
    /// Emits: MatchClosed; Deposited with funding.
    /// @custom:moves None > Contracted
    function close(
        Order calldata order,
        Quote calldata quote,
        Funding calldata funding,
        bytes calldata requesterSignature,
        bytes calldata payerSignature,
        bytes calldata providerSignature
    ) external returns (bytes32 id);

    /// @notice Contracts an open job with a quote, under the same rules.
    /// @dev State: Open to Contracted.
    /// @custom:moves Open > Contracted
    function closePosted(
        Job calldata job,
        Quote calldata quote,
        bytes calldata requesterSignature,
        bytes calldata providerSignature
    ) external;

    /// @notice Asks the provider for a sign of life. If it gives none until the end of the answer window, anyone may poke.
    /// @dev Who: the requester. State: Contracted.
    /// Time: not in the first quarter of the run window, nor in a quarter after an answer, nor within two answer windows of its
    /// end. The deadline of the job is the end of the answer window until it is answered, by `heartbeat`, `submit`,
    /// `complete` or `resign`.
    /// Reverts: MoveNotInOrder, NotAuthorized, LivenessPending, LivenessTooSoonOrLate. Emits: LivenessChallenged.
    /// @custom:moves Contracted > Contracted
    function challengeLiveness(Job calldata job, bytes calldata signature) external;

    /// @notice Answers a liveness challenge.
    /// @dev Who: the provider. State: Contracted. Reverts: NotAuthorized, LivenessNotPending. Emits: Heartbeat.
    /// @param checkpoint What it has reached: the root of a checkpoint, or zero. Nobody checks it.
    /// @param units What it has used so far. Nobody checks it, and nothing is paid for it.
    /// @custom:moves Contracted > Contracted
    function heartbeat(Job calldata job, bytes32 checkpoint, uint64 units, bytes calldata signature) external;

    /// @notice Gives a job back that the provider cannot do.
    /// @dev Who: the provider. State: Contracted; the attempt fails. Money: the resign share of the stake burns, the rest returns.
    /// Reverts: NotAuthorized. Emits: JobResigned, AttemptFailed; JobCancelled.
    /// @param reason A code in ASCII.
    /// @custom:moves Contracted > Open, Cancelled
    function resign(Job calldata job, bytes32 reason, bytes calldata signature) external;

    /// @notice Commits to a proof. The claim is min(price, rate * units), times the share of the outcome.
    /// @dev Who: the provider. State: Contracted to Verifying, or to Claimed without a verifier.
    /// The job comes without its terms, as a ticket: its lane, id and progress.
    /// Rounding: the claim rounds down, in the payer's favour.
    /// Reverts: NotAuthorized, OutcomeMissing, ProofHashMissing, UnitsTooMany. Emits: ProofSubmitted.
    /// @custom:moves Contracted > Verifying, Claimed
    function submit(Ticket calldata ticket, Commitment calldata commitment, bytes calldata signature) external;

    /// @notice Delivers the verifier's verdict on exactly this commitment.
    /// @dev Who: the verifier. State: Verifying; Valid to Claimed, or to Settled without a challenge window; Invalid to Rejected.
    /// Money: credits the verifier's fee for Valid and Invalid, once per attempt; Settled as in ContractFulfilled.
    /// Reverts: VerdictMissing, NotAuthorized. Emits: VerdictDelivered; ContractFulfilled.
    /// @custom:moves Verifying > Claimed, Settled, Rejected
    function deliverVerdict(Job calldata job, Verdict verdict, bytes32 evidence, bytes calldata signature) external;

    /// @notice `submit` and `deliverVerdict` at once.
    /// @dev Who: provider and verifier, for orders that allow it. State: Contracted to Claimed, Settled, Rejected or, with an
    /// Inconclusive verdict, Verifying. Reverts: NotCompletable; as both. Emits: ProofJudged; ContractFulfilled.
    /// @custom:moves Contracted > Verifying, Claimed, Settled, Rejected
    function complete(
        Job calldata job,
        Commitment calldata commitment,
        Verdict verdict,
        bytes32 evidence,
        bytes calldata providerSignature,
        bytes calldata verifierSignature
    ) external;

    /// @notice Pays the claim at once.
    /// @dev Who: the requester. State: Verifying, Claimed or Rejected to Settled. Money: out of Verifying, the verifier's fee is
    /// credited as well. Reverts: NotAuthorized. Emits: ContractFulfilled.
    /// @custom:moves Verifying, Claimed, Rejected > Settled
    function approve(Job calldata job, bytes calldata signature) external;

    /// @notice Takes a claim to the arbiter.
    /// @dev Who: the requester, of an order that names an arbiter. State: Claimed to Disputed.
    /// Money: locks a bond of the requester's own balance, the greater of a tenth of the claim and the arbiter's fee.
    /// Reverts: MoveNotInOrder, NotAuthorized, BalanceTooLow. Emits: JobDisputed.
    /// @param reason The sha-256 digest in the CID of a statement, or zero.
    /// @custom:moves Claimed > Disputed
    function challenge(Job calldata job, bytes32 reason, bytes calldata signature) external;

    /// @notice Takes a rejection to the arbiter.
    /// @dev Who: the provider, of an order that names an arbiter and has a contest window. State: Rejected to Disputed.
    /// Money: as `challenge`, of the provider's balance; the arbiter's fee comes out of it even if the provider is right.
    /// Reverts: as `challenge`. Emits: JobDisputed.
    /// @custom:moves Rejected > Disputed
    function contest(Job calldata job, bytes32 reason, bytes calldata signature) external;

    /// @notice Decides a dispute.
    /// @dev Who: the arbiter. State: Disputed to Settled; with a share of 0 the attempt fails.
    /// Money: the arbiter's fee comes out of the bond; the rest of it is split between provider and requester as the claim
    /// is split between provider and payer. Without a bond, after a verifier's silence, there is no fee.
    /// Rounding: the provider's parts round down.
    /// Reverts: NotAuthorized, ShareTooLarge. Emits: DisputeRuled, BondReleased, AttemptFailed, ContractFulfilled, JobCancelled.
    /// @param shareToProvider In basis points.
    /// @param reason The sha-256 digest in the CID of a statement, or zero.
    /// @custom:moves Disputed > Settled, Open, Cancelled
    function rule(Job calldata job, uint256 shareToProvider, bytes32 reason, bytes calldata signature) external;

    /// @notice Ends the job as both sides want it.
    /// @dev Who: requester and provider. State: Contracted to Disputed, to Settled.
    /// Money: the stake returns, a bond goes back to who posted it, and what does not go to the provider goes to the payer. Out of
    /// Verifying, the verifier's fee is credited as well.
    /// Reverts: NotAuthorized, PriceTooHigh. Emits: JobAgreed, BondReleased, ContractFulfilled.
    /// @param toProvider In the token's smallest unit, at most the order's maxPrice, whatever the price of the attempt.
    /// @custom:moves Contracted, Verifying, Claimed, Rejected, Disputed > Settled
    function agree(
        Job calldata job,
        uint256 toProvider,
        bytes calldata requesterSignature,
        bytes calldata providerSignature
    ) external;

    /// @notice Ends what nobody ended in time.
    /// @dev Who: anyone. Time: from one second after the deadline on.
    /// State: Open to Cancelled. Contracted and Rejected fail: the slash burns, the rest of the stake returns, and the job is
    /// Open again or, without attempts left, Cancelled. Verifying to the order's fallback; a job that did not succeed is then
    /// refunded, and the stake returns. Claimed to Settled; without a Valid verdict, a job that did not succeed is refunded.
    /// Disputed, which nobody ruled: the last verdict stands, and the bond goes to the side that it favours. Valid settles, Invalid fails
    /// the attempt; without a verdict a success is settled by the order's split, another outcome refunded, and the bond goes back.
    /// Reverts: DeadlineNotPassed. Emits: AttemptFailed, VerifierSilent, BondReleased, ContractFulfilled, JobCancelled.
    /// @custom:moves Open > Cancelled
    /// @custom:moves Contracted > Open, Cancelled
    /// @custom:moves Verifying > Claimed, Settled, Disputed, Cancelled
    /// @custom:moves Claimed > Settled, Cancelled
    /// @custom:moves Rejected > Open, Cancelled
    /// @custom:moves Disputed > Settled, Open, Cancelled
    function poke(Job calldata job) external;
}
