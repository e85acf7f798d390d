// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {BondCredits} from "../libraries/JobDisputes.sol";
import {Credits} from "../libraries/JobEndings.sol";
import {Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {Order} from "../types/Order.sol";
import {FailReason} from "../types/Terms.sol";
import {EscrowLanes} from "./EscrowLanes.sol";
import {EscrowLedger} from "./EscrowLedger.sol";

/// @title What a move made due is credited and told
/// @dev Where the rules, which are pure, meet ledger and lanes.
abstract contract EscrowEndings is IJobEscrow, EscrowLedger, EscrowLanes {
    /// @dev Commits to the job as it now is and credits what a move made due.
    function _finish(
        Lane storage lane,
        bytes32 id,
        Order calldata order,
        Progress memory p,
        Credits memory due
    ) internal {
        _commit(lane, id, order.sequence, p);
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

    /// @dev Credits the parts of a bond, if there was one.
    function _releaseBond(bytes32 id, Order calldata order, Progress memory p, BondCredits memory bond) internal {
        if (bond.provider + bond.requester + bond.arbiter == 0) return;
        Book storage book = _book(order.token);
        _credit(book, p.taker.provider(), bond.provider);
        _credit(book, order.requester, bond.requester);
        _credit(book, order.arbiter, bond.arbiter);
        emit BondReleased(id, bond.provider, bond.requester, bond.arbiter);
    }

    /// @dev After a move that failed the attempt; before `_finish`, which may tell that the job is cancelled.
    function _emitFailed(bytes32 id, Progress memory p, FailReason reason, Credits memory due) internal {
        emit AttemptFailed(
            id,
            p.taker.provider(),
            uint8(p.phase.attempt()),
            reason,
            due.burned,
            uint40(p.phase.phaseEnd())
        );
    }
}
