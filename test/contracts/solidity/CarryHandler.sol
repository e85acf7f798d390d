// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobBatch} from "../../../contracts/interfaces/IJobBatch.sol";
import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {Job, Progress, Ticket} from "../../../contracts/types/Job.sol";
import {JobState} from "../../../contracts/types/JobState.sol";
import {Commitment} from "../../../contracts/types/Messages.sol";
import {Order} from "../../../contracts/types/Order.sol";
import {Outcome} from "../../../contracts/types/Terms.sol";
import {Bits} from "./Bits.sol";
import {Digests} from "./Digests.sol";
import {Draw} from "./Draws.sol";
import {Handler} from "./Handler.sol";
import {Renewal} from "./Renewal.sol";
import {Call, World} from "./World.sol";

/// @title Carries what others signed: again, on a later view of the job, and many at once
contract CarryHandler is Handler {
    using Bits for Order;
    using Bits for Progress;
    using Bits for Job;

    constructor(World world) Handler(world) {}

    /// @dev Byte for byte, or with the job as it now is in the place of the one for which it was signed.
    function replay(uint256 seed) external {
        Draw memory d = Draw(seed);
        uint256 count = _world.carriedCount();
        if (count == 0) return;
        Call memory c = _world.carried(d.below(count));
        if (Renewal.bringsJob(c.move, c.data) && !d.oneIn(3)) {
            bytes32 id = Renewal.idOf(_world.domain(), c.move, c.data);
            Renewal.renew(c.move, c.data, _world.jobOf(id).progress);
        }
        c.caller = address(uint160(0xdead0000 + d.below(3)));
        _world.attempt(c);
    }

    /// @dev Several proofs, or several pokes, in one batch, of which one may fail alone.
    function batch(uint256 seed) external {
        Draw memory d = Draw(seed);
        bool isPoke = d.oneIn(2);
        Call memory c = _begin("batch", isPoke ? IJobEscrow.poke.selector : IJobEscrow.submit.selector);
        c.caller = _world.STRANGER();
        bytes[] memory calls = new bytes[](5);
        uint256 count;
        for (uint256 i = 0; i < 12 && count < 4; ++i) {
            bytes32 id = _latest(i);
            if (id == 0) continue;
            Job memory job = _world.jobOf(id);
            bool isLate = block.timestamp > job.progress.deadline();
            if (isPoke && isLate && !job.progress.isFinal()) {
                calls[count++] = abi.encodeCall(IJobEscrow.poke, (job));
            } else if (!isPoke && !isLate && job.progress.state() == JobState.Contracted) {
                calls[count++] = _submission(d, c, id, job);
            }
        }
        if (count == 0) return;
        // One that fails, in the middle.
        calls[4] = calls[count - 1];
        calls[count - 1] = hex"deadbeef";
        calls[count] = calls[4];
        assembly ("memory-safe") {
            mstore(calls, add(count, 1))
        }
        _act(c, abi.encodeCall(IJobBatch.batch, (calls)));
    }

    function _submission(Draw memory d, Call memory c, bytes32 id, Job memory job) private returns (bytes memory) {
        address provider = job.progress.provider();
        Commitment memory made = Commitment(keccak256(abi.encode(d.seed)), Outcome.Success, 0);
        bytes memory signature = _signed(d, c, provider, Digests.commitment(id, job.progress, made));
        Ticket memory ticket = Ticket(job.order.laneKey(), id, job.progress);
        return abi.encodeCall(IJobEscrow.submit, (ticket, made, signature));
    }
}
