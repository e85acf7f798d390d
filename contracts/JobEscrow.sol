// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowDisputes} from "./abstracts/EscrowDisputes.sol";
import {EscrowRuns} from "./abstracts/EscrowRuns.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {Errors} from "./libraries/Errors.sol";
import {Credits} from "./libraries/JobEndings.sol";
import {BondCredits, JobDisputes} from "./libraries/JobDisputes.sol";
import {JobMoves} from "./libraries/JobMoves.sol";
import {MessageHash} from "./libraries/MessageHash.sol";
import {OrderRules} from "./libraries/OrderRules.sol";
import {OrderWords} from "./libraries/OrderWords.sol";
import {Job, Progress, Ticket} from "./types/Job.sol";
import {JobState} from "./types/JobState.sol";
import {LaneWord} from "./types/LaneWord.sol";
import {Commitment, Quote} from "./types/Messages.sol";
import {Funding, Order} from "./types/Order.sol";
import {Phase} from "./types/Phase.sol";
import {FailReason, Verdict} from "./types/Terms.sol";

/// @title Job escrow
/// @dev Who may do what, when, and what it writes. The rules themselves are pure: libraries/JobMoves.sol.
contract JobEscrow is EscrowRuns, EscrowDisputes {
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
        _commit(lane, id, order.sequence, p);
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
        if (msg.sender != requester)
            _checkSigned(requester, MessageHash.onWord(MessageHash.CANCEL, id, lane.word), signature);
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
        _commit(lane, id, job.order.sequence, p);
    }

    /// @inheritdoc IJobEscrow
    function decline(Job calldata job, bytes32 reason, bytes calldata signature) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Open);
        if (!JobMoves.isExclusive(job.order, p, block.timestamp)) revert Errors.NotExclusive(id);
        address provider = job.order.provider;
        if (msg.sender != provider) {
            _checkSigned(provider, MessageHash.onWord(MessageHash.DECLINE, id, lane.word, reason), signature);
        }
        p.phase = p.phase.withDeclined();
        emit JobDeclined(id, provider, reason);
        _commit(lane, id, job.order.sequence, p);
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
        _commit(lane, id, order.sequence, p);
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
        _commit(lane, id, job.order.sequence, p);
    }

    /// @inheritdoc IJobEscrow
    function submit(
        Ticket calldata ticket,
        Commitment calldata commitment,
        bytes calldata signature
    ) external nonReentrant {
        Progress memory p = ticket.progress;
        bytes32 id = ticket.id;
        (Lane storage lane, uint256 sequence) = _ticketed(ticket, p);
        _checkState(id, p.phase, JobState.Contracted);
        _submit(id, p, commitment, signature);
        emit ProofSubmitted(id, commitment.proofHash, commitment.outcome, commitment.units, uint40(p.phase.phaseEnd()));
        _commit(lane, id, sequence, p);
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
        emit VerdictDelivered(id, verdict, evidence, uint40(p.phase.phaseEnd()));
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
        _submit(id, p, commitment, providerSignature);
        Credits memory due = _judge(id, job.order, p, verdict, evidence, verifierSignature);
        emit ProofJudged(
            id,
            commitment.proofHash,
            commitment.outcome,
            commitment.units,
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
        if (msg.sender != requester)
            _checkSigned(requester, MessageHash.onWord(MessageHash.APPROVE, id, lane.word), signature);
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
        bool isInvalid = p.phase.verdict() == Verdict.Invalid;
        if (from == JobState.Disputed) {
            BondCredits memory bond;
            JobDisputes.lapse(job.order, p, block.timestamp, due, bond);
            _releaseBond(id, job.order, p, bond);
        } else {
            JobMoves.poke(job.order, p, block.timestamp, due);
        }
        if (from == JobState.Contracted) {
            _emitFailed(id, p, FailReason.Late, due);
        } else if (isInvalid) {
            _emitFailed(id, p, FailReason.Invalid, due);
        } else if (from == JobState.Verifying) {
            emit VerifierSilent(id, p.phase.state(), uint40(p.phase.phaseEnd()));
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
        uint256 locked = order.lock();
        if (payer != msg.sender && funding.amount > locked) {
            revert Errors.FundingTooLarge(id, funding.amount, locked);
        }
        _fund(token, payer, funding);
        _debit(_book(token), token, payer, locked);
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
        JobMoves.take(order, p, provider, price, block.timestamp);
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

    function _submit(bytes32 id, Progress memory p, Commitment calldata c, bytes calldata signature) private view {
        address provider = p.taker.provider();
        if (msg.sender != provider) {
            _checkSigned(provider, MessageHash.commitment(id, p.phase.attempt(), provider, c), signature);
        }
        JobMoves.submit(id, p, c, block.timestamp);
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
}
