// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobBatch} from "../../../contracts/interfaces/IJobBatch.sol";
import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {Progress} from "../../../contracts/types/Job.sol";
import {Order} from "../../../contracts/types/Order.sol";
import {Digests} from "./Digests.sol";

/// @title An old call, brought up to date
/// @dev With the job as it now is in the place of the one for which the call was signed: the escrow then knows the job, and only the
/// signature is old.
library Renewal {
    uint256 private constant ORDER_WORDS = 19;
    uint256 private constant PROGRESS_WORDS = 4;

    /// @return Whether the call brings a job.
    function bringsJob(bytes4 move, bytes memory data) internal pure returns (bool) {
        if (move == 0 || bytes4(data) == IJobBatch.batch.selector) return false;
        return
            move != IJobEscrow.post.selector && move != IJobEscrow.close.selector && move != IJobEscrow.skip.selector;
    }

    /// @return id Of the job that the call brings.
    function idOf(bytes32 domain, bytes4 move, bytes memory data) internal pure returns (bytes32 id) {
        if (move == IJobEscrow.submit.selector) {
            // The second word of the ticket.
            assembly ("memory-safe") {
                id := mload(add(data, 68))
            }
            return id;
        }
        Order memory order;
        uint256 size = 32 * ORDER_WORDS;
        assembly ("memory-safe") {
            mcopy(order, add(data, 36), size)
        }
        return Digests.typed(domain, Digests.order(order));
    }

    /// @dev Writes `p` over the progress in the call.
    function renew(bytes4 move, bytes memory data, Progress memory p) internal pure {
        uint256 offset = 36 + 32 * (move == IJobEscrow.submit.selector ? 2 : ORDER_WORDS);
        uint256 size = 32 * PROGRESS_WORDS;
        assembly ("memory-safe") {
            mcopy(add(data, offset), p, size)
        }
    }
}
