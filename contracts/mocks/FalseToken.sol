// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token that says no instead of reverting
contract FalseToken {
    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }

    function transferFrom(address, address, uint256) external pure returns (bool) {
        return false;
    }
}
