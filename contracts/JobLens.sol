// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrowLedger} from "./interfaces/IEscrowLedger.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {IJobLens} from "./interfaces/IJobLens.sol";
import {Errors} from "./libraries/Errors.sol";
import {JobEndings} from "./libraries/JobEndings.sol";
import {JobMoves} from "./libraries/JobMoves.sol";
import {JobWord} from "./libraries/JobWord.sol";
import {OrderRules} from "./libraries/OrderRules.sol";
import {Job, Progress} from "./types/Job.sol";
import {JobState} from "./types/JobState.sol";
import {LaneWord} from "./types/LaneWord.sol";
import {Order} from "./types/Order.sol";

/// @title Job lens
contract JobLens is IJobLens {
    /// @inheritdoc IJobLens
    IJobEscrow public immutable escrow;

    constructor(IJobEscrow escrow_) {
        escrow = escrow_;
    }

    /// @inheritdoc IJobLens
    function isCurrent(Job calldata job) external view returns (bool) {
        LaneWord expected = JobWord.wordFor(escrow.idOf(job.order), job.order.sequence, job.progress);
        // A lane has 32 bits: an order that names more was never posted.
        if (job.order.lane > type(uint32).max) return false;
        LaneWord word = escrow.wordOf(job.order.requester, uint32(job.order.lane));
        return LaneWord.unwrap(expected) == LaneWord.unwrap(word);
    }

    /// @inheritdoc IJobLens
    function deadlineOf(Progress calldata progress) external pure returns (uint256) {
        return JobMoves.deadline(progress.phase);
    }

    /// @inheritdoc IJobLens
    function claimOf(Order calldata order, Progress calldata progress) external pure returns (uint256) {
        return JobEndings.claimDown(order, progress);
    }

    /// @inheritdoc IJobLens
    function priceAt(Job calldata job, uint256 timestamp) external view returns (uint256) {
        bytes32 id = escrow.idOf(job.order);
        JobState state = job.progress.phase.state();
        if (state != JobState.Open) revert Errors.JobStateWrong(id, state);
        uint256 end = job.progress.phase.phaseEnd();
        if (timestamp > end) revert Errors.DeadlinePassed(id, end, timestamp);
        // Before the opening there is no price; the ramp begins with it.
        uint256 opening = end - job.order.windows.open();
        return OrderRules.rampDown(job.order, end, timestamp < opening ? opening : timestamp);
    }

    /// @inheritdoc IJobLens
    function lanesOf(address requester, uint32 first, uint32 count) external view returns (LaneView[] memory lanes) {
        lanes = new LaneView[](count);
        for (uint32 i = 0; i < count; ++i) {
            LaneWord word = escrow.wordOf(requester, first + i);
            lanes[i] = LaneView(word.state(), word.isFree(), uint40(word.sequence()));
        }
    }

    /// @inheritdoc IJobLens
    function balancesOf(
        address[] calldata accounts,
        address[] calldata tokens
    ) external view returns (uint256[] memory balances) {
        IEscrowLedger ledger = IEscrowLedger(address(escrow));
        balances = new uint256[](accounts.length * tokens.length);
        for (uint256 i = 0; i < balances.length; ++i) {
            balances[i] = ledger.balanceOf(tokens[i % tokens.length], accounts[i / tokens.length]);
        }
    }
}
