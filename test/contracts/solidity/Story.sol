// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {Job, Progress} from "../../../contracts/types/Job.sol";
import {JobState} from "../../../contracts/types/JobState.sol";
import {Order} from "../../../contracts/types/Order.sol";
import {Phase} from "../../../contracts/types/Phase.sol";
import {Taker} from "../../../contracts/types/Taker.sol";
import {FailReason, Outcome, Verdict} from "../../../contracts/types/Terms.sol";
import {Work} from "../../../contracts/types/Work.sol";
import {
    ACCEPTED_AT,
    ANSWER_BY,
    ATTEMPT,
    Bits,
    CHALLENGE_FROM,
    CHALLENGE_WINDOW,
    CONTEST_WINDOW,
    DECLINED,
    FALLBACK,
    FEE,
    FEES_PAID,
    LIVENESS_WINDOW,
    MAX_ATTEMPTS,
    OPEN_WINDOW,
    OUTCOME,
    PHASE_END,
    RESIGN,
    RULING_WINDOW,
    RUN_WINDOW,
    SLASH,
    SPLIT,
    UNIT_KIND,
    VERDICT,
    VERIFY_WINDOW
} from "./Bits.sol";
import {Ghost} from "./Ghost.sol";
import {Vm, check} from "./Vm.sol";

/// @title The story of every job, rebuilt from the events by the rules, written a second time
/// @dev Follows one log after the other: who had to consent, what falls due to whom, how long the next state lasts.
abstract contract Story is Ghost {
    using Bits for Order;
    using Bits for Progress;
    using Bits for Job;

    /// @dev What a step has told of a job so far.
    struct Step {
        bytes32 id;
        bytes4 move;
        bool isPaid;
        bool isSilent;
        bool isAgreed;
        bool isRuled;
        bool isFailed;
        uint256 paid;
        uint256 share;
    }

    mapping(bytes32 id => Job) internal _jobs;
    mapping(bytes32 id => Progress[]) internal _past;
    Step internal _step;

    function jobOf(bytes32 id) public view returns (Job memory) {
        return _jobs[id];
    }

    /// @dev One log of the escrow about a job. The first one of each job in a step tells whether the time was right.
    function _tell(Vm.Log memory log, bytes4 move) internal returns (bytes32 id) {
        id = log.topics[1];
        bytes32 topic = log.topics[0];
        if (topic == IJobEscrow.JobPosted.selector || topic == IJobEscrow.MatchClosed.selector) {
            _begin(log, id, topic == IJobEscrow.MatchClosed.selector);
            return id;
        }
        Job memory job = _jobs[id];
        check(job.order.requester != address(0), "an event of an unknown job");
        if (_step.id != id) {
            delete _step;
            _step.id = id;
            _step.move = move;
            bool isLate = block.timestamp > job.progress.deadline();
            if (move == IJobEscrow.poke.selector) check(isLate, "P3: poked before the end");
            else check(!isLate, "P7: acted after the deadline");
            check(!job.progress.isFinal(), "P7: a final state moved");
        }
        if (topic == IJobEscrow.ContractFulfilled.selector) _fulfil(log, id, job);
        else if (topic == IJobEscrow.JobCancelled.selector) _cancel(log, id, job);
        else if (topic == IJobEscrow.AttemptFailed.selector) _fail(log, id, job);
        else if (topic == IJobEscrow.BondReleased.selector) _release(log, id, job);
        else if (topic == IJobEscrow.JobDisputed.selector) _dispute(log, id, job);
        else if (topic == IJobEscrow.ProofSubmitted.selector || topic == IJobEscrow.ProofJudged.selector)
            _prove(log, id, job);
        else if (topic == IJobEscrow.VerdictDelivered.selector) _hear(log, id, job);
        else _note(log, id, job);
        _jobs[id].progress = job.progress;
    }

    function _begin(Vm.Log memory log, bytes32 id, bool isMatch) private {
        Order memory order = abi.decode(log.data, (Order));
        check(_jobs[id].order.requester == address(0), "P7: an order opened twice");
        _needs(order.requester, "post");
        _needs(order.payer, "pay");
        Progress memory p;
        p.rest(JobState.Open);
        p.setTime(PHASE_END, block.timestamp + order.window(OPEN_WINDOW));
        _debit(id, order.token, order.payer, order.lock());
        Job memory job = Job(order, p);
        _jobs[id].order = order;
        if (isMatch) {
            (, uint96 price, uint40 acceptedAt) = abi.decode(log.data, (Order, uint96, uint40));
            _contract(id, job, address(uint160(uint256(log.topics[3]))), 1, price, acceptedAt);
        } else {
            (, uint40 end) = abi.decode(log.data, (Order, uint40));
            check(end == p.time(PHASE_END), "the end of the open window");
        }
        _jobs[id].progress = job.progress;
    }

    function _contract(
        bytes32 id,
        Job memory job,
        address provider,
        uint256 attempt,
        uint256 price,
        uint256 acceptedAt
    ) private {
        Progress memory p = job.progress;
        Order memory order = job.order;
        _needs(provider, "take");
        check(p.state() == JobState.Open, "contracted, and was not open");
        check(acceptedAt == block.timestamp && attempt == p.small(ATTEMPT) + 1, "acceptance");
        check(price <= order.maxPrice, "P6: more than maxPrice");
        check(attempt <= order.small(MAX_ATTEMPTS), "P6: too many attempts");
        check(provider != p.provider(), "P9: failed the last attempt, and took the next");
        check(
            provider != order.requester &&
                provider != order.payer &&
                provider != order.verifier &&
                provider != order.arbiter,
            "P9: a provider in another role"
        );
        if (!consented(order.requester) && order.provider != address(0) && p.small(DECLINED) == 0) {
            check(provider == order.provider || block.timestamp > order.exclusiveUntil, "not exclusive");
        }
        p.rest(JobState.Contracted);
        p.setSmall(ATTEMPT, attempt);
        p.setTime(ACCEPTED_AT, acceptedAt);
        p.setTime(PHASE_END, acceptedAt + order.window(RUN_WINDOW));
        p.setTime(CHALLENGE_FROM, acceptedAt + order.window(RUN_WINDOW) / 4);
        bool isJudged = order.verifier != address(0);
        uint256 terms = order.window(isJudged ? VERIFY_WINDOW : CHALLENGE_WINDOW);
        terms |= ((isJudged ? 1 : 0) | (order.small(UNIT_KIND) << 1)) << 24;
        p.phase = Phase.wrap(Phase.unwrap(p.phase) | (terms << 208));
        p.taker = Taker.wrap(uint160(provider) | (price << 160));
        _debit(id, order.token, provider, order.stake);
    }

    /// @dev The moves that only say something, or move a deadline.
    function _note(Vm.Log memory log, bytes32 id, Job memory job) private {
        bytes32 topic = log.topics[0];
        Progress memory p = job.progress;
        Order memory order = job.order;
        if (topic == IJobEscrow.JobContracted.selector) {
            (uint8 attempt, uint96 price, uint40 since) = abi.decode(log.data, (uint8, uint96, uint40));
            _contract(id, job, address(uint160(uint256(log.topics[2]))), attempt, price, since);
        } else if (topic == IJobEscrow.JobDeclined.selector) {
            _needs(order.provider, "decline");
            check(p.state() == JobState.Open, "declined, and was not open");
            p.setSmall(DECLINED, 1);
        } else if (topic == IJobEscrow.LivenessChallenged.selector) {
            _needs(order.requester, "challenge liveness");
            uint256 answerBy = abi.decode(log.data, (uint40));
            uint256 window = order.window(LIVENESS_WINDOW);
            check(p.state() == JobState.Contracted && p.time(ANSWER_BY) == 0, "asked twice");
            check(answerBy == block.timestamp + window && window != 0, "the answer window");
            check(answerBy + window <= p.time(PHASE_END), "P9: asked with too little time to answer");
            check(block.timestamp >= p.time(CHALLENGE_FROM), "P9: asked too early");
            p.setTime(ANSWER_BY, answerBy);
        } else if (topic == IJobEscrow.Heartbeat.selector) {
            _needs(p.provider(), "heartbeat");
            check(p.time(ANSWER_BY) != 0, "nobody asked");
            (, , uint40 from) = abi.decode(log.data, (bytes32, uint64, uint40));
            check(from == block.timestamp + order.window(RUN_WINDOW) / 4, "the cooldown");
            p.setTime(ANSWER_BY, 0);
            p.setTime(CHALLENGE_FROM, from);
        } else if (topic == IJobEscrow.JobResigned.selector) {
            _needs(p.provider(), "resign");
        } else if (topic == IJobEscrow.VerifierSilent.selector) {
            (JobState to, uint40 end) = abi.decode(log.data, (JobState, uint40));
            _fallBack(job, to, end);
        } else if (topic == IJobEscrow.DisputeRuled.selector) {
            _needs(order.arbiter, "rule");
            check(p.state() == JobState.Disputed, "ruled, and was not disputed");
            (_step.share, ) = abi.decode(log.data, (uint16, bytes32));
            (_step.isRuled, _step.isPaid) = (true, true);
            _step.paid = (job.claim() * _step.share) / 1e4;
        } else if (topic == IJobEscrow.JobAgreed.selector) {
            _needs(order.requester, "agree");
            _needs(p.provider(), "agree");
            (_step.isAgreed, _step.isPaid) = (true, true);
            _step.paid = abi.decode(log.data, (uint96));
            check(_step.paid <= order.maxPrice, "P6: agreed on more than maxPrice");
        } else {
            check(false, "an event that nobody knows");
        }
    }

    function _fallBack(Job memory job, JobState to, uint256 end) private {
        Progress memory p = job.progress;
        Order memory order = job.order;
        check(p.state() == JobState.Verifying, "silent, and was not verifying");
        uint256 fallback_ = p.small(OUTCOME) == uint256(Outcome.Success) ? order.small(FALLBACK) : 1;
        _step.isSilent = true;
        if (fallback_ == 1) {
            check(to == JobState.Cancelled, "P6: the fallback is a refund");
        } else if (fallback_ == 2) {
            check(to == JobState.Disputed && end == block.timestamp + order.window(RULING_WINDOW), "fallback");
            _enter(p, to, end);
        } else if (order.window(CHALLENGE_WINDOW) == 0) {
            check(to == JobState.Settled, "fallback without a challenge window");
        } else {
            check(to == JobState.Claimed && end == block.timestamp + order.window(CHALLENGE_WINDOW), "fallback");
            _enter(p, to, end);
        }
    }

    function _enter(Progress memory p, JobState to, uint256 end) private pure {
        p.setSmall(0, uint256(to));
        p.setTime(PHASE_END, end);
    }

    function _prove(Vm.Log memory log, bytes32 id, Job memory job) private {
        Progress memory p = job.progress;
        _needs(p.provider(), "submit");
        check(p.state() == JobState.Contracted, "submitted, and was not contracted");
        (bytes32 hash, Outcome outcome, uint64 units) = abi.decode(log.data, (bytes32, Outcome, uint64));
        bool isJudged = job.order.verifier != address(0);
        if (job.order.small(UNIT_KIND) == 1) {
            check(units <= block.timestamp - p.time(ACCEPTED_AT), "P6: more seconds than passed");
        }
        p.rest(isJudged ? JobState.Verifying : JobState.Claimed);
        p.setSmall(OUTCOME, uint256(outcome));
        p.setTime(PHASE_END, block.timestamp + job.order.window(isJudged ? VERIFY_WINDOW : CHALLENGE_WINDOW));
        p.proofHash = hash;
        p.work = Work.wrap(units);
        if (log.topics[0] == IJobEscrow.ProofJudged.selector) _hear(log, id, job);
        else check(p.time(PHASE_END) == abi.decode(_tail(log.data), (uint256)), "the end after a proof");
    }

    function _hear(Vm.Log memory log, bytes32 id, Job memory job) private {
        Progress memory p = job.progress;
        _needs(job.order.verifier, "verdict");
        check(p.state() == JobState.Verifying, "P8: a verdict, and none was due");
        uint256 verdict = uint256(log.topics[2]);
        uint256 end = abi.decode(_tail(log.data), (uint256));
        if (verdict != uint256(Verdict.Inconclusive)) {
            _payVerifier(id, job);
            p.setSmall(VERDICT, verdict);
            bool isValid = verdict == uint256(Verdict.Valid);
            uint256 window = job.order.window(isValid ? CHALLENGE_WINDOW : CONTEST_WINDOW);
            // A Valid verdict without a challenge window settles at once: its end is told as it was.
            if (!isValid || window != 0) p.setTime(PHASE_END, block.timestamp + window);
            p.setSmall(0, uint256(isValid ? JobState.Claimed : JobState.Rejected));
        }
        check(end == p.time(PHASE_END), "the end after a verdict");
    }

    function _payVerifier(bytes32 id, Job memory job) private {
        Progress memory p = job.progress;
        p.setSmall(FEES_PAID, p.small(FEES_PAID) + 1);
        check(p.small(FEES_PAID) <= p.small(ATTEMPT), "P2: a fee twice for one attempt");
        _credit(id, job.order.token, job.order.verifier, job.order.verifierFee);
    }

    function _dispute(Vm.Log memory log, bytes32 id, Job memory job) private {
        Progress memory p = job.progress;
        address by = address(uint160(uint256(log.topics[2])));
        (, uint96 bond, uint40 end) = abi.decode(log.data, (bytes32, uint96, uint40));
        check(job.order.arbiter != address(0), "disputed without an arbiter");
        check(
            p.state() == JobState.Claimed ? by == job.order.requester : by == p.provider(),
            "disputed by neither side"
        );
        check(p.state() == JobState.Claimed || p.state() == JobState.Rejected, "disputed, and no claim");
        check(bond == job.bondOf(), "P6: a bond of another amount");
        check(end == block.timestamp + job.order.window(RULING_WINDOW), "the end of the ruling window");
        p.setBond(bond);
        _enter(p, JobState.Disputed, end);
        _debit(id, job.order.token, by, bond);
    }

    /// @dev The bond: as ruled, or back as agreed, or to the side that the verdict favours.
    function _release(Vm.Log memory log, bytes32 id, Job memory job) private {
        Order memory order = job.order;
        Progress memory p = job.progress;
        check(p.state() == JobState.Disputed && p.bond() != 0, "no bond to release");
        uint256[3] memory due;
        uint256 verdict = p.small(VERDICT);
        if (_step.isRuled) {
            due[2] = order.arbiterFee < p.bond() ? order.arbiterFee : p.bond();
            due[0] = ((p.bond() - due[2]) * _step.share) / 1e4;
            due[1] = p.bond() - due[2] - due[0];
        } else {
            // Valid: the challenge was wrong. Invalid: so was the contest. Agreed: back to who posted it.
            bool isProviders = verdict == uint256(_step.isAgreed ? Verdict.Invalid : Verdict.Valid);
            due[isProviders ? 0 : 1] = p.bond();
        }
        uint256[3] memory told = abi.decode(log.data, (uint256[3]));
        for (uint256 i = 0; i < 3; ++i) {
            check(told[i] == due[i], "P2: the bond went elsewhere");
        }
        _credit(id, order.token, p.provider(), due[0]);
        _credit(id, order.token, order.requester, due[1]);
        if (due[2] != 0) _credit(id, order.token, order.arbiter, due[2]);
        p.setBond(0);
    }

    function _fail(Vm.Log memory log, bytes32 id, Job memory job) private {
        Order memory order = job.order;
        Progress memory p = job.progress;
        (uint8 attempt, FailReason reason, uint256 burned, uint40 end) = abi.decode(
            log.data,
            (uint8, FailReason, uint256, uint40)
        );
        JobState from = p.state();
        address provider = p.provider();
        check(attempt == p.small(ATTEMPT) && address(uint160(uint256(log.topics[2]))) == provider, "who failed");
        if (reason == FailReason.Late) check(from == JobState.Contracted, "P9: late, and did not run");
        else if (reason == FailReason.Resigned) check(_step.move == IJobEscrow.resign.selector, "nobody resigned");
        else if (reason == FailReason.Ruled) check(_step.isRuled && _step.share == 0, "nobody ruled so");
        else check(p.small(VERDICT) == uint256(Verdict.Invalid), "P9: Invalid, and no such verdict");
        uint256 slash = (order.stake * order.share(reason == FailReason.Resigned ? RESIGN : SLASH)) / 1e4;
        check(burned == slash, "P6: burned something else than the signed share");
        check(p.bond() == 0, "P2: a bond was forgotten");
        _credit(id, order.token, BURNED, slash);
        _credit(id, order.token, provider, order.stake - slash);
        _step.isFailed = true;
        if (attempt == order.small(MAX_ATTEMPTS)) return;
        uint256 kept = p.small(FEES_PAID) << FEES_PAID;
        kept |= (uint256(attempt) << ATTEMPT) | (p.small(DECLINED) << DECLINED);
        p.phase = Phase.wrap(kept);
        p.taker = Taker.wrap(uint160(provider));
        p.proofHash = 0;
        p.work = Work.wrap(0);
        check(end == block.timestamp + order.window(OPEN_WINDOW), "the end of the next open window");
        _enter(p, JobState.Open, end);
    }

    function _cancel(Vm.Log memory log, bytes32 id, Job memory job) private {
        Order memory order = job.order;
        Progress memory p = job.progress;
        if (_step.move == IJobEscrow.cancel.selector) {
            _needs(order.requester, "cancel");
            check(p.state() == JobState.Open, "cancelled, and was not open");
        } else if (!_step.isFailed && p.state() != JobState.Open) {
            // By silence, and nobody's fault: a job that did not succeed, or a verifier that was silent.
            check(p.small(VERDICT) == 0 && _step.move == IJobEscrow.poke.selector, "cancelled without a reason");
            check(p.small(OUTCOME) != 1 || order.small(FALLBACK) == 1, "P6: a success was refunded");
            _credit(id, order.token, p.provider(), order.stake);
        }
        check(p.bond() == 0, "P2: a bond was forgotten");
        uint256 refund = order.left(p);
        check(abi.decode(log.data, (uint256)) == refund, "P2: the refund is another");
        _credit(id, order.token, order.payer, refund);
        p.rest(JobState.Cancelled);
    }

    function _fulfil(Vm.Log memory log, bytes32 id, Job memory job) private {
        Order memory order = job.order;
        Progress memory p = job.progress;
        JobState from = p.state();
        bool isApproved = _step.move == IJobEscrow.approve.selector;
        if (isApproved) _needs(order.requester, "approve");
        if (from == JobState.Verifying && !_step.isSilent) _payVerifier(id, job);
        uint256 paid = _step.isPaid ? _step.paid : job.claim();
        bool isValid = p.small(VERDICT) == uint256(Verdict.Valid);
        if (!_step.isPaid && !isApproved && !isValid) {
            check(p.small(OUTCOME) == 1, "P6: silence paid a job that did not succeed");
            if (from == JobState.Disputed) paid = (paid * order.share(SPLIT)) / 1e4;
        }
        check(p.bond() == 0, "P2: a bond was forgotten");
        check(_step.isAgreed || paid <= p.price(), "P6: more than the price");
        uint256 fee = (paid * order.share(FEE)) / 1e4;
        uint256 refund = order.left(p) - paid;
        (uint256 toldPaid, uint256 toldRefund) = abi.decode(log.data, (uint256, uint256));
        check(toldPaid == paid - fee && toldRefund == refund, "P2: paid or refunded something else");
        _credit(id, order.token, p.provider(), paid - fee + order.stake);
        if (fee != 0) _credit(id, order.token, order.feeTo, fee);
        _credit(id, order.token, order.payer, refund);
        p.rest(JobState.Settled);
    }

    /// @return The last word.
    function _tail(bytes memory data) private pure returns (bytes memory) {
        bytes32 word;
        assembly ("memory-safe") {
            word := mload(add(data, mload(data)))
        }
        return abi.encode(word);
    }
}
