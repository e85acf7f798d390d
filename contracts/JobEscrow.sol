// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowLanes} from "./abstracts/EscrowLanes.sol";
import {EscrowLedger} from "./abstracts/EscrowLedger.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {Errors} from "./libraries/Errors.sol";
import {Credits} from "./libraries/JobEndings.sol";
import {JobMoves} from "./libraries/JobMoves.sol";
import {MessageHash} from "./libraries/MessageHash.sol";
import {ProgressPacking} from "./libraries/ProgressPacking.sol";
import {OrderRules} from "./libraries/OrderRules.sol";
import {Job, PackedProgress, Progress} from "./types/Job.sol";
import {JobState} from "./types/JobState.sol";
import {LaneWord} from "./types/LaneWord.sol";
import {Commitment, Quote} from "./types/Messages.sol";
import {Funding, Order} from "./types/Order.sol";
import {FailReason, Verdict} from "./types/Terms.sol";

/// @title Job escrow
/// @dev Who may do what, when, and what it writes. The rules themselves are pure: libraries/JobMoves.sol.
contract JobEscrow is IJobEscrow, EscrowLedger, EscrowLanes {
    using OrderRules for Order;

    /// @inheritdoc IJobEscrow
    uint256 public immutable minWindow;

    /// @param minWindow_ The least length, in seconds, of a window that exists.
    constructor(uint256 minWindow_) {
        if (minWindow_ == 0 || minWindow_ > OrderRules.MAX_WINDOW) {
            revert Errors.OrderTermOutOfBounds("minWindow", minWindow_, 1, OrderRules.MAX_WINDOW);
        }
        minWindow = minWindow_;
    }

    /// @inheritdoc IJobEscrow
    function idOf(Order calldata order) external view returns (bytes32) {
        return _idOf(order);
    }

    /// @inheritdoc IJobEscrow
    function wordOf(address requester, uint32 lane) external view returns (LaneWord) {
        return _word(requester, lane);
    }

    /// @inheritdoc IJobEscrow
    function isCurrent(Job calldata job) external view returns (bool) {
        LaneWord expected = _wordOf(_idOf(job.order), job.order.sequence, job.progress);
        return LaneWord.unwrap(expected) == LaneWord.unwrap(_word(job.order.requester, job.order.lane));
    }

    /// @inheritdoc IJobEscrow
    function deadlineOf(PackedProgress calldata progress) external pure returns (uint256) {
        return JobMoves.deadline(ProgressPacking.unpack(progress));
    }

    /// @inheritdoc IJobEscrow
    function post(
        Order calldata order,
        Funding calldata funding,
        bytes calldata requesterSignature,
        bytes calldata payerSignature
    ) external nonReentrant returns (bytes32 id) {
        id = _idOf(order);
        if (msg.sender != order.requester) {
            if (!order.rules.isPublic()) revert Errors.OrderNotPublic(id);
            if (!_hasSignedOrder(order.requester, id, requesterSignature)) {
                revert Errors.NotAuthorized(order.requester, msg.sender);
            }
        }
        Progress memory p = _open(id, order, funding, payerSignature);
        _commit(id, order, p);
    }

    /// @inheritdoc IJobEscrow
    function skip(uint32 lane, uint40 sequence) external nonReentrant {
        _skipLane(msg.sender, lane, sequence);
        emit LaneSkipped(msg.sender, lane, sequence);
    }

    /// @inheritdoc IJobEscrow
    function cancel(Job calldata job, bytes calldata signature) external nonReentrant {
        (bytes32 id, LaneWord word, Progress memory p) = _acting(job, JobState.Open);
        address requester = job.order.requester;
        if (msg.sender != requester) _checkSigned(requester, MessageHash.cancel(id, word), signature);
        Credits memory out = JobMoves.cancel(job.order, p);
        _finish(id, job.order, p, out);
    }

    /// @inheritdoc IJobEscrow
    function accept(Job calldata job, address provider, bytes calldata signature) external nonReentrant {
        (bytes32 id, LaneWord word, Progress memory p) = _acting(job, JobState.Open);
        if (msg.sender != provider) _checkSigned(provider, MessageHash.accept(id, word, provider), signature);
        _checkExclusive(id, job.order, p, provider);
        uint256 price = job.order.rampDown(p.phaseEnd, block.timestamp);
        _contract(id, job.order, p, provider, price);
        _commit(id, job.order, p);
    }

    /// @inheritdoc IJobEscrow
    function close(
        Order calldata order,
        Quote calldata quote,
        Funding calldata funding,
        bytes calldata requesterSignature,
        bytes calldata payerSignature,
        bytes calldata providerSignature
    ) external nonReentrant returns (bytes32 id) {
        id = _idOf(order);
        Progress memory p = _open(id, order, funding, payerSignature);
        _closeOn(id, order, p, quote, requesterSignature, providerSignature);
    }

    /// @inheritdoc IJobEscrow
    function closePosted(
        Job calldata job,
        Quote calldata quote,
        bytes calldata requesterSignature,
        bytes calldata providerSignature
    ) external nonReentrant {
        (bytes32 id, , Progress memory p) = _acting(job, JobState.Open);
        _closeOn(id, job.order, p, quote, requesterSignature, providerSignature);
    }

    /// @inheritdoc IJobEscrow
    function submit(Job calldata job, Commitment calldata commitment, bytes calldata signature) external nonReentrant {
        (bytes32 id, , Progress memory p) = _acting(job, JobState.Contracted);
        _submit(id, job.order, p, commitment, signature);
        _commit(id, job.order, p);
    }

    /// @inheritdoc IJobEscrow
    function deliverVerdict(
        Job calldata job,
        Verdict verdict,
        bytes32 evidence,
        bytes calldata signature
    ) external nonReentrant {
        (bytes32 id, , Progress memory p) = _acting(job, JobState.Verifying);
        _judge(id, job.order, p, verdict, evidence, signature);
    }

    /// @inheritdoc IJobEscrow
    function complete(
        Job calldata job,
        Commitment calldata commitment,
        Verdict verdict,
        bytes32 evidence,
        bytes calldata providerSignature,
        bytes calldata verifierSignature
    ) external nonReentrant {
        (bytes32 id, , Progress memory p) = _acting(job, JobState.Contracted);
        if (job.order.verifier == address(0) || !job.order.rules.isCompletable()) revert Errors.NotCompletable(id);
        _submit(id, job.order, p, commitment, providerSignature);
        _judge(id, job.order, p, verdict, evidence, verifierSignature);
    }

    /// @inheritdoc IJobEscrow
    function approve(Job calldata job, bytes calldata signature) external nonReentrant {
        (bytes32 id, LaneWord word, Progress memory p) = _current(job);
        if (p.state != JobState.Verifying && p.state != JobState.Claimed && p.state != JobState.Rejected) {
            revert Errors.JobStateWrong(id, p.state);
        }
        _checkTime(id, p);
        address requester = job.order.requester;
        if (msg.sender != requester) _checkSigned(requester, MessageHash.approve(id, word), signature);
        Credits memory out = JobMoves.approve(job.order, p);
        _finish(id, job.order, p, out);
    }

    /// @inheritdoc IJobEscrow
    function poke(Job calldata job) external nonReentrant {
        (bytes32 id, , Progress memory p) = _current(job);
        JobState from = p.state;
        if (from == JobState.None || from == JobState.Settled || from == JobState.Cancelled) {
            revert Errors.JobStateWrong(id, from);
        }
        uint256 end = JobMoves.deadline(p);
        if (block.timestamp <= end) revert Errors.DeadlineNotPassed(id, end, block.timestamp);

        Credits memory out = JobMoves.poke(job.order, p, block.timestamp);
        if (from == JobState.Contracted || from == JobState.Rejected) {
            FailReason reason = from == JobState.Contracted ? FailReason.Late : FailReason.Invalid;
            emit AttemptFailed(id, p.provider, p.attempt, reason, out.burned, p.phaseEnd);
        } else if (from == JobState.Verifying) {
            emit VerifierSilent(id, p.attempt, p.state, p.phaseEnd);
        }
        _finish(id, job.order, p, out);
    }

    /// @dev None to Open: the order's terms, its lane, the payer's consent and the payer's money.
    function _open(
        bytes32 id,
        Order calldata order,
        Funding calldata funding,
        bytes calldata payerSignature
    ) private returns (Progress memory p) {
        order.check(minWindow);
        _checkLane(order);
        address payer = order.payer;
        if (payer != order.requester && payer != msg.sender && !_hasSignedOrder(payer, id, payerSignature)) {
            revert Errors.NotAuthorized(payer, msg.sender);
        }
        JobMoves.open(order, p, block.timestamp);
        emit JobPosted(id, order.requester, order, p.phaseEnd);
        _fund(order.token, payer, funding);
        _debit(order.token, payer, order.lock());
    }

    /// @dev Open to Contracted by quote. The requester agrees by its call, by its signature over order and quote, or by
    /// its order alone; the order alone binds it to the ramp and to its exclusive provider.
    function _closeOn(
        bytes32 id,
        Order calldata order,
        Progress memory p,
        Quote calldata quote,
        bytes calldata requesterSignature,
        bytes calldata providerSignature
    ) private {
        if (quote.order != id || quote.attempt != p.attempt + 1) {
            revert Errors.QuoteForOther(id, quote.order, p.attempt + 1, quote.attempt);
        }
        if (block.timestamp > quote.validUntil) revert Errors.QuoteExpired(id, quote.validUntil, block.timestamp);

        bytes32 quoteHash = MessageHash.quote(quote);
        if (msg.sender != quote.provider) _checkSigned(quote.provider, quoteHash, providerSignature);
        uint256 most = order.maxPrice;
        if (msg.sender != order.requester) {
            if (_hasSignedOrder(order.requester, id, requesterSignature)) {
                _checkExclusive(id, order, p, quote.provider);
                most = order.rampDown(p.phaseEnd, block.timestamp);
            } else {
                _checkSigned(order.requester, MessageHash.close(id, quoteHash), requesterSignature);
            }
        }
        if (quote.price > most) revert Errors.PriceTooHigh(id, quote.price, most);
        _contract(id, order, p, quote.provider, quote.price);
        _commit(id, order, p);
    }

    function _checkExclusive(bytes32 id, Order calldata order, Progress memory p, address provider) private view {
        if (JobMoves.isExclusive(order, p, block.timestamp) && provider != order.provider) {
            revert Errors.ProviderNotExclusive(id, order.provider, order.exclusiveUntil);
        }
    }

    function _contract(bytes32 id, Order calldata order, Progress memory p, address provider, uint256 price) private {
        JobMoves.checkProvider(id, order, p, provider);
        JobMoves.contract_(order, p, provider, price, block.timestamp);
        _debit(order.token, provider, order.stake);
        emit JobContracted(id, provider, p.attempt, p.price, p.acceptedAt);
    }

    function _submit(
        bytes32 id,
        Order calldata order,
        Progress memory p,
        Commitment calldata c,
        bytes calldata signature
    ) private {
        if (msg.sender != p.provider) {
            _checkSigned(p.provider, MessageHash.commitment(id, p.attempt, p.provider, c), signature);
        }
        JobMoves.submit(id, order, p, c, block.timestamp);
        emit ProofSubmitted(id, p.attempt, c.proofHash, c.outcome, c.units, p.claim, p.phaseEnd);
    }

    function _judge(
        bytes32 id,
        Order calldata order,
        Progress memory p,
        Verdict verdict,
        bytes32 evidence,
        bytes calldata signature
    ) private {
        if (verdict == Verdict.None) revert Errors.VerdictMissing(id);
        if (msg.sender != order.verifier) {
            Commitment memory c = Commitment(p.proofHash, p.outcome, p.units);
            bytes32 hash = MessageHash.verdict(id, p.attempt, p.provider, c, verdict, evidence);
            _checkSigned(order.verifier, hash, signature);
        }

        Credits memory out;
        if (verdict != Verdict.Inconclusive) out = JobMoves.judge(order, p, verdict, block.timestamp);
        emit VerdictDelivered(id, p.attempt, verdict, evidence, p.phaseEnd);
        _finish(id, order, p, out);
    }

    /// @dev Commits to the job as it now is and credits what a move made due.
    function _finish(bytes32 id, Order calldata order, Progress memory p, Credits memory out) private {
        _commit(id, order, p);
        mapping(address account => uint256) storage book = _book(order.token);
        _credit(book, p.provider, out.provider);
        _credit(book, order.payer, out.payer);
        _credit(book, order.verifier, out.verifier);
        _credit(book, order.feeTo, out.feeTo);
        _credit(book, BURNED, out.burned);
        if (p.state == JobState.Settled) {
            uint256 paid = out.provider - order.stake;
            emit ContractFulfilled(id, order.requester, p.provider, paid, out.payer);
        } else if (p.state == JobState.Cancelled) {
            emit JobCancelled(id, out.payer);
        }
    }
}
