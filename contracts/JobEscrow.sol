// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowLanes} from "./abstracts/EscrowLanes.sol";
import {EscrowLedger} from "./abstracts/EscrowLedger.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {Errors} from "./libraries/Errors.sol";
import {Credits} from "./libraries/JobEndings.sol";
import {JobMoves} from "./libraries/JobMoves.sol";
import {MessageHash} from "./libraries/MessageHash.sol";
import {OrderRules} from "./libraries/OrderRules.sol";
import {OrderWords} from "./libraries/OrderWords.sol";
import {Job, Progress} from "./types/Job.sol";
import {JobState} from "./types/JobState.sol";
import {LaneWord} from "./types/LaneWord.sol";
import {Commitment, Quote} from "./types/Messages.sol";
import {Funding, Order} from "./types/Order.sol";
import {Phase} from "./types/Phase.sol";
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
        return _lane(requester, lane).word;
    }

    /// @inheritdoc IJobEscrow
    function isCurrent(Job calldata job) external view returns (bool) {
        LaneWord expected = _wordOf(_idOf(job.order), job.order, job.progress);
        return LaneWord.unwrap(expected) == LaneWord.unwrap(_lane(job.order.requester, job.order.lane).word);
    }

    /// @inheritdoc IJobEscrow
    function deadlineOf(Progress calldata progress) external pure returns (uint256) {
        return JobMoves.deadline(progress.phase);
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
        Progress memory p;
        Lane storage lane = _open(id, order, p, funding, payerSignature);
        OrderWords.emitPosted(id, order, p.phase.phaseEnd());
        _commit(lane, id, order, p);
    }

    /// @inheritdoc IJobEscrow
    function skip(uint32 lane, uint40 sequence) external nonReentrant {
        _skipLane(msg.sender, lane, sequence);
        emit LaneSkipped(msg.sender, lane, sequence);
    }

    /// @inheritdoc IJobEscrow
    function cancel(Job calldata job, bytes calldata signature) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Open);
        address requester = job.order.requester;
        if (msg.sender != requester) _checkSigned(requester, MessageHash.cancel(id, lane.word), signature);
        Credits memory due;
        JobMoves.cancel(job.order, p, due);
        _finish(lane, id, job.order, p, due);
    }

    /// @inheritdoc IJobEscrow
    function accept(Job calldata job, address provider, bytes calldata signature) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Open);
        if (msg.sender != provider) _checkSigned(provider, MessageHash.accept(id, lane.word, provider), signature);
        _checkExclusive(id, job.order, p, provider);
        uint256 price = job.order.rampDown(p.phase.phaseEnd(), block.timestamp);
        _contract(id, job.order, p, provider, price);
        _emitContracted(id, p);
        _commit(lane, id, job.order, p);
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
        Progress memory p;
        Lane storage lane = _open(id, order, p, funding, payerSignature);
        _closeOn(id, order, p, quote, requesterSignature, providerSignature);
        OrderWords.emitClosed(id, order, p.taker, block.timestamp);
        _commit(lane, id, order, p);
    }

    /// @inheritdoc IJobEscrow
    function closePosted(
        Job calldata job,
        Quote calldata quote,
        bytes calldata requesterSignature,
        bytes calldata providerSignature
    ) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Open);
        _closeOn(id, job.order, p, quote, requesterSignature, providerSignature);
        _emitContracted(id, p);
        _commit(lane, id, job.order, p);
    }

    /// @inheritdoc IJobEscrow
    function submit(Job calldata job, Commitment calldata commitment, bytes calldata signature) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Contracted);
        _submit(id, job.order, p, commitment, signature);
        emit ProofSubmitted(
            id,
            uint8(p.phase.attempt()),
            commitment.proofHash,
            commitment.outcome,
            commitment.units,
            uint96(p.work.claim()),
            uint40(p.phase.phaseEnd())
        );
        _commit(lane, id, job.order, p);
    }

    /// @inheritdoc IJobEscrow
    function deliverVerdict(
        Job calldata job,
        Verdict verdict,
        bytes32 evidence,
        bytes calldata signature
    ) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Verifying);
        Credits memory due = _judge(id, job.order, p, verdict, evidence, signature);
        emit VerdictDelivered(id, uint8(p.phase.attempt()), verdict, evidence, uint40(p.phase.phaseEnd()));
        _finish(lane, id, job.order, p, due);
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
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Contracted);
        if (job.order.verifier == address(0) || !job.order.rules.isCompletable()) revert Errors.NotCompletable(id);
        _submit(id, job.order, p, commitment, providerSignature);
        Credits memory due = _judge(id, job.order, p, verdict, evidence, verifierSignature);
        emit ProofJudged(
            id,
            uint8(p.phase.attempt()),
            commitment.proofHash,
            commitment.outcome,
            commitment.units,
            uint96(p.work.claim()),
            verdict,
            evidence,
            uint40(p.phase.phaseEnd())
        );
        _finish(lane, id, job.order, p, due);
    }

    /// @inheritdoc IJobEscrow
    function approve(Job calldata job, bytes calldata signature) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _current(job, p);
        Phase phase = p.phase;
        if (!phase.isIn(JobState.Verifying) && !phase.isIn(JobState.Claimed) && !phase.isIn(JobState.Rejected)) {
            revert Errors.JobStateWrong(id, phase.state());
        }
        _checkTime(id, phase);
        address requester = job.order.requester;
        if (msg.sender != requester) _checkSigned(requester, MessageHash.approve(id, lane.word), signature);
        Credits memory due;
        JobMoves.approve(job.order, p, due);
        _finish(lane, id, job.order, p, due);
    }

    /// @inheritdoc IJobEscrow
    function poke(Job calldata job) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _current(job, p);
        JobState from = p.phase.state();
        if (from == JobState.None || from == JobState.Settled || from == JobState.Cancelled) {
            revert Errors.JobStateWrong(id, from);
        }
        uint256 end = JobMoves.deadline(p.phase);
        if (block.timestamp <= end) revert Errors.DeadlineNotPassed(id, end, block.timestamp);

        Credits memory due;
        // Before the move, which forgets it when the job is open again.
        uint8 attempt = uint8(p.phase.attempt());
        JobMoves.poke(job.order, p, block.timestamp, due);
        uint40 phaseEnd = uint40(p.phase.phaseEnd());
        if (from == JobState.Contracted || from == JobState.Rejected) {
            FailReason reason = from == JobState.Contracted ? FailReason.Late : FailReason.Invalid;
            emit AttemptFailed(id, p.taker.provider(), attempt, reason, due.burned, phaseEnd);
        } else if (from == JobState.Verifying) {
            emit VerifierSilent(id, attempt, p.phase.state(), phaseEnd);
        }
        _finish(lane, id, job.order, p, due);
    }

    /// @dev None to Open: the order's terms, its lane, the payer's consent and the payer's money.
    function _open(
        bytes32 id,
        Order calldata order,
        Progress memory p,
        Funding calldata funding,
        bytes calldata payerSignature
    ) private returns (Lane storage lane) {
        OrderWords.checkClean(order);
        order.check(minWindow);
        address requester = order.requester;
        lane = _freeLane(requester, order.lane, order.sequence);
        address payer = order.payer;
        if (payer != requester && payer != msg.sender && !_hasSignedOrder(payer, id, payerSignature)) {
            revert Errors.NotAuthorized(payer, msg.sender);
        }
        JobMoves.open(order, p, block.timestamp);
        address token = order.token;
        _fund(token, payer, funding);
        _debit(_book(token), token, payer, order.lock());
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
        uint256 attempt;
        // At most 8.
        unchecked {
            attempt = p.phase.attempt() + 1;
        }
        if (quote.order != id || quote.attempt != attempt) {
            revert Errors.QuoteForOther(id, quote.order, attempt, quote.attempt);
        }
        if (block.timestamp > quote.validUntil) revert Errors.QuoteExpired(id, quote.validUntil, block.timestamp);

        bytes32 quoteHash = MessageHash.quote(quote);
        address provider = quote.provider;
        if (msg.sender != provider) _checkSigned(provider, quoteHash, providerSignature);
        uint256 most = order.maxPrice;
        if (msg.sender != order.requester) {
            if (_hasSignedOrder(order.requester, id, requesterSignature)) {
                _checkExclusive(id, order, p, provider);
                most = order.rampDown(p.phase.phaseEnd(), block.timestamp);
            } else {
                _checkSigned(order.requester, MessageHash.close(id, quoteHash), requesterSignature);
            }
        }
        if (quote.price > most) revert Errors.PriceTooHigh(id, quote.price, most);
        _contract(id, order, p, provider, quote.price);
    }

    function _checkExclusive(bytes32 id, Order calldata order, Progress memory p, address provider) private view {
        if (JobMoves.isExclusive(order, p, block.timestamp) && provider != order.provider) {
            revert Errors.ProviderNotExclusive(id, order.provider, order.exclusiveUntil);
        }
    }

    function _contract(bytes32 id, Order calldata order, Progress memory p, address provider, uint256 price) private {
        JobMoves.checkProvider(id, order, p, provider);
        JobMoves.contract_(order, p, provider, price, block.timestamp);
        address token = order.token;
        _debit(_book(token), token, provider, order.stake);
    }

    function _emitContracted(bytes32 id, Progress memory p) private {
        emit JobContracted(
            id,
            p.taker.provider(),
            uint8(p.phase.attempt()),
            uint96(p.taker.price()),
            uint40(block.timestamp)
        );
    }

    function _submit(
        bytes32 id,
        Order calldata order,
        Progress memory p,
        Commitment calldata c,
        bytes calldata signature
    ) private view {
        address provider = p.taker.provider();
        if (msg.sender != provider) {
            _checkSigned(provider, MessageHash.commitment(id, p.phase.attempt(), provider, c), signature);
        }
        JobMoves.submit(id, order, p, c, block.timestamp);
    }

    function _judge(
        bytes32 id,
        Order calldata order,
        Progress memory p,
        Verdict verdict,
        bytes32 evidence,
        bytes calldata signature
    ) private view returns (Credits memory due) {
        if (verdict == Verdict.None) revert Errors.VerdictMissing(id);
        address verifier = order.verifier;
        if (msg.sender != verifier) {
            _checkSigned(verifier, MessageHash.verdict(id, p, verdict, evidence), signature);
        }
        if (verdict != Verdict.Inconclusive) JobMoves.judge(order, p, verdict, block.timestamp, due);
    }

    /// @dev Commits to the job as it now is and credits what a move made due.
    function _finish(
        Lane storage lane,
        bytes32 id,
        Order calldata order,
        Progress memory p,
        Credits memory due
    ) private {
        _commit(lane, id, order, p);
        address provider = p.taker.provider();
        Book storage book = _book(order.token);
        _credit(book, provider, due.provider);
        _credit(book, order.payer, due.payer);
        _credit(book, order.verifier, due.verifier);
        _credit(book, order.feeTo, due.feeTo);
        _credit(book, BURNED, due.burned);
        if (p.phase.isIn(JobState.Settled)) {
            emit ContractFulfilled(id, order.requester, provider, due.provider - order.stake, due.payer);
        } else if (p.phase.isIn(JobState.Cancelled)) {
            emit JobCancelled(id, due.payer);
        }
    }
}
