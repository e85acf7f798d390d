// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token that refuses every transfer at great length
/// @dev For tests.
contract LoudToken {
    uint256 private constant REASON_BYTES = 100_000;

    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }

    function transferFrom(address, address, uint256) external pure returns (bool) {
        bytes memory reason = new bytes(REASON_BYTES);
        for (uint256 i = 0; i < REASON_BYTES; i += 32) {
            assembly ("memory-safe") {
                mstore(add(add(reason, 32), i), 0x6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c)
            }
        }
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }
}
