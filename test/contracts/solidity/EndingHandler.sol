// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {Job, Progress} from "../../../contracts/types/Job.sol";
import {JobState} from "../../../contracts/types/JobState.sol";
import {Order} from "../../../contracts/types/Order.sol";
import {Bits, CONTEST_WINDOW} from "./Bits.sol";
import {Digests} from "./Digests.sol";
import {Draw} from "./Draws.sol";
import {Handler} from "./Handler.sol";
import {vm} from "./Vm.sol";
import {Call, World} from "./World.sol";

/// @title Ends jobs: by approval, by dispute, by agreement, by silence
contract EndingHandler is Handler {
    using Bits for Order;
    using Bits for Progress;
    using Bits for Job;

    constructor(World world) Handler(world) {}

    function approve(uint256 seed) external {
        Draw memory d = Draw(seed);
        if (!d.oneIn(2)) return;
        uint256 states = _in(JobState.Verifying) | _in(JobState.Claimed) | _in(JobState.Rejected);
        (bytes32 id, Job memory job) = _pick(d, states);
        if (id == 0) return;
        Call memory c = _begin("approve", IJobEscrow.approve.selector);
        _callAs(d, c, job.order.requester);
        bytes32 hash = Digests.onWord("Approve(bytes32 job,uint256 word", id, _word(job));
        bytes memory signature = _signed(d, c, job.order.requester, hash);
        _act(c, abi.encodeCall(IJobEscrow.approve, (job, signature)));
    }

    function challenge(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pickDisputable(d, JobState.Claimed);
        if (id == 0) return;
        address by = job.order.requester;
        if (!_afford(d, job.order.token, by, job.bondOf())) return;
        Call memory c = _begin("challenge", IJobEscrow.challenge.selector);
        _callAs(d, c, by);
        bytes32 hash = Digests.withReason("Challenge(bytes32 job,uint256 word", id, _word(job), bytes32(seed));
        bytes memory signature = _signed(d, c, by, hash);
        _act(c, abi.encodeCall(IJobEscrow.challenge, (job, bytes32(seed), signature)));
    }

    function contest(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pickDisputable(d, JobState.Rejected);
        if (id == 0) return;
        address by = job.progress.provider();
        if (!_afford(d, job.order.token, by, job.bondOf())) return;
        Call memory c = _begin("contest", IJobEscrow.contest.selector);
        _callAs(d, c, by);
        bytes32 hash = Digests.withReason("Contest(bytes32 job,uint256 word", id, _word(job), bytes32(seed));
        bytes memory signature = _signed(d, c, by, hash);
        _act(c, abi.encodeCall(IJobEscrow.contest, (job, bytes32(seed), signature)));
    }

    function rule(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pick(d, _in(JobState.Disputed));
        if (id == 0) return;
        Call memory c = _begin("rule", IJobEscrow.rule.selector);
        uint256 share =
            d.oneIn(3)
                ? 0
                : d.oneIn(3)
                    ? 10_000
                    : d.below(10_001);
        if (_errs(d, 6)) share = 10_001;
        _callAs(d, c, job.order.arbiter);
        bytes32 hash = Digests.rule(id, _word(job), share, bytes32(seed));
        bytes memory signature = _signed(d, c, job.order.arbiter, hash);
        _act(c, abi.encodeCall(IJobEscrow.rule, (job, share, bytes32(seed), signature)));
    }

    function agree(uint256 seed) external {
        Draw memory d = Draw(seed);
        if (!d.oneIn(3)) return;
        // Contracted to Disputed.
        (bytes32 id, Job memory job) = _pick(d, 0x7c);
        if (id == 0) return;
        Call memory c = _begin("agree", IJobEscrow.agree.selector);
        address requester = job.order.requester;
        address provider = job.progress.provider();
        uint256 paid = d.oneIn(4) ? job.order.maxPrice : d.below(job.order.maxPrice + 1);
        if (_errs(d, 16)) paid = job.order.maxPrice + 1;
        _callAs(d, c, d.oneIn(2) ? requester : provider);
        bytes32 hash = Digests.agree(id, _word(job), job.progress, paid);
        bytes memory byRequester = _signed(d, c, requester, hash);
        bytes memory byProvider = _signed(d, c, provider, hash);
        _act(c, abi.encodeCall(IJobEscrow.agree, (job, paid, byRequester, byProvider)));
    }

    /// @dev Any live job whose time is over, or, now and then, one for which it has to pass first.
    function poke(uint256 seed) external {
        Draw memory d = Draw(seed);
        bool mayWait = d.oneIn(2);
        uint256 first = d.below(12);
        for (uint256 i = first; i < first + 12; ++i) {
            bytes32 id = _latest(i % 12);
            if (id == 0) continue;
            Job memory job = _world.jobOf(id);
            uint256 end = job.progress.deadline();
            if (job.progress.isFinal() || (block.timestamp <= end && !mayWait && !_errs(d, 12))) continue;
            if (block.timestamp <= end && mayWait) {
                // An open window is worth waiting for only seldom, and a long one never: other jobs would be over, too.
                if ((job.progress.state() == JobState.Open && !d.oneIn(4)) || end > block.timestamp + 2 days) continue;
                // In the last second itself nobody may poke.
                vm.warp(_errs(d, 6) ? end : end + 1);
            }
            Call memory c = _begin("poke", IJobEscrow.poke.selector);
            c.caller = d.oneIn(2) ? _world.STRANGER() : _person(d);
            _act(c, abi.encodeCall(IJobEscrow.poke, (job)));
            return;
        }
    }

    function _pickDisputable(Draw memory d, JobState state) private returns (bytes32 id, Job memory job) {
        bool isErring = _errs(d, 64);
        for (uint256 i = 0; i < 6; ++i) {
            (id, job) = _pick(d, _in(state));
            bool may = job.order.arbiter != address(0) && job.progress.state() == state;
            if (state == JobState.Rejected) may = may && job.order.window(CONTEST_WINDOW) != 0;
            if (id != 0 && (may || isErring)) return (id, job);
        }
        id = 0;
    }
}
