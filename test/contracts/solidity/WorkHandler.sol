// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {Job, Progress, Ticket} from "../../../contracts/types/Job.sol";
import {JobState} from "../../../contracts/types/JobState.sol";
import {Commitment} from "../../../contracts/types/Messages.sol";
import {Order} from "../../../contracts/types/Order.sol";
import {Outcome, Verdict} from "../../../contracts/types/Terms.sol";
import {
    ACCEPTED_AT,
    ANSWER_BY,
    Bits,
    CHALLENGE_FROM,
    FLAGS,
    LIVENESS_WINDOW,
    OUTCOME,
    PHASE_END,
    UNIT_KIND
} from "./Bits.sol";
import {Digests} from "./Digests.sol";
import {Draw} from "./Draws.sol";
import {Handler} from "./Handler.sol";
import {vm} from "./Vm.sol";
import {Call, World} from "./World.sol";

/// @title Runs jobs: proofs, verdicts, signs of life
contract WorkHandler is Handler {
    using Bits for Order;
    using Bits for Progress;
    using Bits for Job;

    constructor(World world) Handler(world) {}

    function submit(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pick(d, _in(JobState.Contracted));
        if (id == 0) return;
        Call memory c = _begin("submit", IJobEscrow.submit.selector);
        address provider = job.progress.provider();
        Commitment memory made = _commitment(d, job);
        _callAs(d, c, provider);
        bytes memory signature = _signed(d, c, provider, Digests.commitment(id, job.progress, made));
        Ticket memory ticket = Ticket(job.order.laneKey(), id, job.progress);
        _act(c, abi.encodeCall(IJobEscrow.submit, (ticket, made, signature)));
    }

    function deliverVerdict(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pick(d, _in(JobState.Verifying));
        if (id == 0) return;
        Call memory c = _begin("deliverVerdict", IJobEscrow.deliverVerdict.selector);
        Progress memory p = job.progress;
        Verdict said = _verdict(d);
        address verifier = job.order.verifier;
        _callAs(d, c, verifier);
        // What it judges: now and then, something else than was committed.
        Commitment memory made = Commitment(p.proofHash, Outcome(p.small(OUTCOME)), p.units());
        if (_errs(d, 16)) made.units += 1;
        bytes32 evidence = bytes32(d.seed);
        bytes32 hash = Digests.verdict(id, p, made, uint256(said), evidence);
        bytes memory signature = _signed(d, c, verifier, hash);
        _act(c, abi.encodeCall(IJobEscrow.deliverVerdict, (job, said, evidence, signature)));
    }

    function complete(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pickCompletable(d);
        if (id == 0) return;
        Call memory c = _begin("complete", IJobEscrow.complete.selector);
        Commitment memory made = _commitment(d, job);
        Verdict said = _verdict(d);
        address provider = job.progress.provider();
        address verifier = job.order.verifier;
        _callAs(d, c, d.oneIn(2) ? provider : verifier);
        bytes memory byProvider = _signed(d, c, provider, Digests.commitment(id, job.progress, made));
        bytes32 hash = Digests.verdict(id, job.progress, made, uint256(said), bytes32(seed));
        bytes memory byVerifier = _signed(d, c, verifier, hash);
        _act(c, abi.encodeCall(IJobEscrow.complete, (job, made, said, bytes32(seed), byProvider, byVerifier)));
    }

    function challengeLiveness(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pick(d, _in(JobState.Contracted));
        if (id != 0) _ask(d, id, job);
    }

    /// @dev Answers, and is asked again now and then: what was signed for one answer must not do for the next.
    function heartbeat(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pickAsked(d);
        if (id == 0) return;
        bool goesOn = true;
        for (uint256 i = 0; i < 3 && goesOn; ++i) {
            goesOn = _answer(d, id, job) && !d.oneIn(3) && _ask(d, id, _world.jobOf(id));
            job = _world.jobOf(id);
        }
    }

    function resign(uint256 seed) external {
        Draw memory d = Draw(seed);
        if (!d.oneIn(3)) return;
        (bytes32 id, Job memory job) = _pick(d, _in(JobState.Contracted));
        if (id == 0) return;
        Call memory c = _begin("resign", IJobEscrow.resign.selector);
        address provider = job.progress.provider();
        bytes32 reason = bytes32(d.below(2));
        _callAs(d, c, provider);
        bytes32 hash = Digests.withReason("Resign(bytes32 job,uint256 word", id, _word(job), reason);
        bytes memory signature = _signed(d, c, provider, hash);
        _act(c, abi.encodeCall(IJobEscrow.resign, (job, reason, signature)));
    }

    /// @return Whether it was asked.
    function _ask(Draw memory d, bytes32 id, Job memory job) private returns (bool) {
        Progress memory p = job.progress;
        uint256 window = job.order.window(LIVENESS_WINDOW);
        bool isPending = p.time(ANSWER_BY) != 0;
        if (!_errs(d, isPending ? 2 : 16)) {
            if (window == 0 || isPending) return false;
            uint256 from = p.time(CHALLENGE_FROM);
            uint256 until = p.time(PHASE_END) - 2 * window;
            if (p.time(PHASE_END) < 2 * window || block.timestamp > until || from > until) return false;
            // Time passes until it may be asked: without it, nobody ever would be.
            if (block.timestamp < from) vm.warp(from + d.below(2));
            if (block.timestamp > until) vm.warp(until);
        }
        Call memory c = _begin("challengeLiveness", IJobEscrow.challengeLiveness.selector);
        _callAs(d, c, job.order.requester);
        bytes32 hash = Digests.onWord("ChallengeLiveness(bytes32 job,uint256 word", id, _word(job));
        bytes memory signature = _signed(d, c, job.order.requester, hash);
        return _act(c, abi.encodeCall(IJobEscrow.challengeLiveness, (job, signature)));
    }

    function _answer(Draw memory d, bytes32 id, Job memory job) private returns (bool) {
        Call memory c = _begin("heartbeat", IJobEscrow.heartbeat.selector);
        address provider = job.progress.provider();
        _callAs(d, c, provider);
        bytes32 checkpoint = bytes32(d.below(2));
        bytes memory signature = _signed(d, c, provider, Digests.heartbeat(id, _word(job), checkpoint, 7));
        return _act(c, abi.encodeCall(IJobEscrow.heartbeat, (job, checkpoint, 7, signature)));
    }

    function _commitment(Draw memory d, Job memory job) private view returns (Commitment memory) {
        bool inSeconds = job.order.small(UNIT_KIND) == 1;
        uint256 most = inSeconds ? block.timestamp - job.progress.time(ACCEPTED_AT) : 3e9;
        uint256 units = d.oneIn(4) ? most : d.below(most + 1);
        if (_errs(d, 16)) units = most + 1;
        Outcome outcome =
            d.oneIn(2)
                ? Outcome.Success
                : d.oneIn(2)
                    ? Outcome.JobError
                    : Outcome.SpecExceeded;
        if (_errs(d, 20)) outcome = Outcome.None;
        return Commitment(_errs(d, 20) ? bytes32(0) : keccak256(abi.encode(d.seed)), outcome, uint64(units));
    }

    function _verdict(Draw memory d) private view returns (Verdict) {
        if (_errs(d, 20)) return Verdict.None;
        return
            d.oneIn(6)
                ? Verdict.Inconclusive
                : d.oneIn(2)
                    ? Verdict.Valid
                    : Verdict.Invalid;
    }

    function _pickCompletable(Draw memory d) private returns (bytes32 id, Job memory job) {
        bool isErring = _errs(d, 64);
        for (uint256 i = 0; i < 6; ++i) {
            (id, job) = _pick(d, _in(JobState.Contracted));
            bool isCompletable = job.order.verifier != address(0) && job.order.small(FLAGS) & 2 != 0;
            if (id != 0 && (isCompletable || isErring)) return (id, job);
        }
        id = 0;
    }

    function _pickAsked(Draw memory d) private returns (bytes32 id, Job memory job) {
        bool isErring = _errs(d, 32);
        for (uint256 i = 0; i < 12; ++i) {
            (id, job) = _pick(d, _in(JobState.Contracted));
            if (id != 0 && (job.progress.time(ANSWER_BY) != 0 || isErring)) return (id, job);
        }
        id = 0;
    }
}
