// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {Errors} from "../libraries/Errors.sol";
import {Credits, JobEndings} from "../libraries/JobEndings.sol";
import {JobLiveness} from "../libraries/JobLiveness.sol";
import {MessageHash} from "../libraries/MessageHash.sol";
import {Job, Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {FailReason} from "../types/Terms.sol";
import {EscrowEndings} from "./EscrowEndings.sol";

/// @title While a job runs: is the provider still there, and may it give the job back?
abstract contract EscrowRuns is EscrowEndings {
    /// @inheritdoc IJobEscrow
    function challengeLiveness(Job calldata job, bytes calldata signature) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Contracted);
        if (job.order.windows.liveness() == 0) revert Errors.MoveNotInOrder(id);
        address requester = job.order.requester;
        if (msg.sender != requester) {
            _checkSigned(requester, MessageHash.onWord(MessageHash.CHALLENGE_LIVENESS, id, lane.word), signature);
        }
        JobLiveness.challenge(id, job.order, p, block.timestamp);
        emit LivenessChallenged(id, uint40(p.phase.answerBy()));
        _commit(lane, id, job.order.sequence, p);
    }

    /// @inheritdoc IJobEscrow
    function heartbeat(
        Job calldata job,
        bytes32 checkpoint,
        uint64 units,
        bytes calldata signature
    ) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Contracted);
        address provider = p.taker.provider();
        if (msg.sender != provider) {
            _checkSigned(provider, MessageHash.heartbeat(id, lane.word, checkpoint, units), signature);
        }
        JobLiveness.answer(id, job.order, p, block.timestamp);
        emit Heartbeat(id, checkpoint, units, uint40(p.phase.challengeFrom()));
        _commit(lane, id, job.order.sequence, p);
    }

    /// @inheritdoc IJobEscrow
    function resign(Job calldata job, bytes32 reason, bytes calldata signature) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Contracted);
        address provider = p.taker.provider();
        if (msg.sender != provider) {
            _checkSigned(provider, MessageHash.onWord(MessageHash.RESIGN, id, lane.word, reason), signature);
        }
        Credits memory due;
        JobEndings.fail(job.order, p, job.order.rules.resign(), block.timestamp, due);
        emit JobResigned(id, reason);
        _emitFailed(id, p, FailReason.Resigned, due);
        _finish(lane, id, job.order, p, due);
    }
}
