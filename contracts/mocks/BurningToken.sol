// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token that burns all the gas of every transfer
/// @dev For tests.
contract BurningToken {
    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }

    function transferFrom(address, address, uint256) external pure returns (bool) {
        assembly ("memory-safe") {
            invalid()
        }
    }
}
