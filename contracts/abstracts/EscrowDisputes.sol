// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {Errors} from "../libraries/Errors.sol";
import {BondCredits, JobDisputes} from "../libraries/JobDisputes.sol";
import {Credits} from "../libraries/JobEndings.sol";
import {MessageHash} from "../libraries/MessageHash.sol";
import {OrderRules} from "../libraries/OrderRules.sol";
import {Job, Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {LaneWord} from "../types/LaneWord.sol";
import {Order} from "../types/Order.sol";
import {FailReason} from "../types/Terms.sol";
import {EscrowEndings} from "./EscrowEndings.sol";

/// @title Disputes, and the agreement that makes them needless
abstract contract EscrowDisputes is EscrowEndings {
    /// @inheritdoc IJobEscrow
    function challenge(Job calldata job, bytes32 reason, bytes calldata signature) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Claimed);
        if (job.order.arbiter == address(0)) revert Errors.MoveNotInOrder(id);
        address requester = job.order.requester;
        if (msg.sender != requester) {
            _checkSigned(requester, MessageHash.onWord(MessageHash.CHALLENGE, id, lane.word, reason), signature);
        }
        _dispute(lane, id, job.order, p, requester, reason);
    }

    /// @inheritdoc IJobEscrow
    function contest(Job calldata job, bytes32 reason, bytes calldata signature) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Rejected);
        if (job.order.arbiter == address(0) || job.order.windows.contest() == 0) revert Errors.MoveNotInOrder(id);
        address provider = p.taker.provider();
        if (msg.sender != provider) {
            _checkSigned(provider, MessageHash.onWord(MessageHash.CONTEST, id, lane.word, reason), signature);
        }
        _dispute(lane, id, job.order, p, provider, reason);
    }

    /// @inheritdoc IJobEscrow
    function rule(
        Job calldata job,
        uint256 shareToProvider,
        bytes32 reason,
        bytes calldata signature
    ) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _acting(job, p, JobState.Disputed);
        address arbiter = job.order.arbiter;
        if (msg.sender != arbiter) {
            _checkSigned(arbiter, MessageHash.rule(id, lane.word, shareToProvider, reason), signature);
        }
        if (shareToProvider > OrderRules.WHOLE) revert Errors.ShareTooLarge(id, shareToProvider);
        Credits memory due;
        BondCredits memory bond;
        JobDisputes.rule(job.order, p, shareToProvider, block.timestamp, due, bond);
        emit DisputeRuled(id, uint16(shareToProvider), reason);
        _releaseBond(id, job.order, p, bond);
        if (shareToProvider == 0) _emitFailed(id, p, FailReason.Ruled, due);
        _finish(lane, id, job.order, p, due);
    }

    /// @inheritdoc IJobEscrow
    function agree(
        Job calldata job,
        uint256 toProvider,
        bytes calldata requesterSignature,
        bytes calldata providerSignature
    ) external nonReentrant {
        Progress memory p = job.progress;
        (bytes32 id, Lane storage lane) = _current(job, p);
        JobState state = p.phase.state();
        if (state < JobState.Contracted || state > JobState.Disputed) revert Errors.JobStateWrong(id, state);
        _checkTime(id, p.phase);
        _checkBothAgree(id, job.order, p, lane.word, toProvider, requesterSignature, providerSignature);
        if (toProvider > job.order.maxPrice) revert Errors.PriceTooHigh(id, toProvider, job.order.maxPrice);
        Credits memory due;
        BondCredits memory bond;
        JobDisputes.agree(job.order, p, toProvider, due, bond);
        emit JobAgreed(id, uint96(toProvider));
        _releaseBond(id, job.order, p, bond);
        _finish(lane, id, job.order, p, due);
    }

    function _checkBothAgree(
        bytes32 id,
        Order calldata order,
        Progress memory p,
        LaneWord word,
        uint256 toProvider,
        bytes calldata requesterSignature,
        bytes calldata providerSignature
    ) private view {
        bytes32 agreement = MessageHash.agree(id, word, p, toProvider);
        address requester = order.requester;
        if (msg.sender != requester) _checkSigned(requester, agreement, requesterSignature);
        address provider = p.taker.provider();
        if (msg.sender != provider) _checkSigned(provider, agreement, providerSignature);
    }

    /// @dev Locks the bond of `by`, who leaves the answer to the arbiter.
    function _dispute(
        Lane storage lane,
        bytes32 id,
        Order calldata order,
        Progress memory p,
        address by,
        bytes32 reason
    ) private {
        uint256 bond = JobDisputes.open(order, p, block.timestamp);
        _debit(_book(order.token), order.token, by, bond);
        emit JobDisputed(id, by, reason, uint96(bond), uint40(p.phase.phaseEnd()));
        _commit(lane, id, order.sequence, p);
    }
}
