// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DoubleEntryToken} from "./DoubleEntryToken.sol";

/// @title The second address of a token
/// @dev For tests.
contract TwinToken {
    DoubleEntryToken private immutable _first;

    constructor(DoubleEntryToken first) {
        _first = first;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        _first.approveOf(msg.sender, spender, amount);
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _first.moveOf(msg.sender, msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        _first.moveOf(msg.sender, from, to, amount);
        return true;
    }

    function balanceOf(address account) external view returns (uint256) {
        return _first.balanceOf(account);
    }
}
