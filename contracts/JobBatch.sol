// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobBatch} from "./interfaces/IJobBatch.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";

/// @title Job batch
contract JobBatch is IJobBatch {
    /// What is kept of a reason. The longest error of the protocol has 132 bytes, and a token's may be as long as it likes.
    uint256 private constant REASON_BYTES = 256;

    /// What a part may burn. A move costs at most 200,000 and each signer and token that it asks 50,000 more; a token that burns all
    /// it gets must leave the other parts theirs.
    uint256 private constant PART_GAS = 600_000;

    /// @inheritdoc IJobBatch
    IJobEscrow public immutable escrow;

    constructor(IJobEscrow escrow_) {
        escrow = escrow_;
    }

    /// @inheritdoc IJobBatch
    function batch(bytes[] calldata calls) external returns (bool[] memory done) {
        done = new bool[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            done[i] = _call(calls[i]);
            if (!done[i]) emit PartFailed(i, _reason());
        }
    }

    /// @dev In assembly, since a high-level call copies the whole answer, which a token may have made huge.
    function _call(bytes calldata data) private returns (bool success) {
        address target = address(escrow);
        uint256 gasLimit = PART_GAS;
        assembly ("memory-safe") {
            let start := mload(0x40)
            calldatacopy(start, data.offset, data.length)
            success := call(gasLimit, target, 0, start, data.length, 0, 0)
        }
    }

    function _reason() private pure returns (bytes memory reason) {
        uint256 most = REASON_BYTES;
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, most) {
                size := most
            }
            reason := mload(0x40)
            mstore(reason, size)
            returndatacopy(add(reason, 32), 0, size)
            mstore(0x40, add(reason, and(add(size, 63), not(31))))
        }
    }
}
