// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that moves exactly what it says, and refuses more than it must
/// @dev For tests.
contract LimitToken is ERC20 {
    enum Limit {
        None,
        NoZeroAmount,
        NoZeroAddress,
        NoSecondApproval, // an allowance has to be taken back before another is given
        Only96Bits
    }

    Limit public limit;
    bool public paused;
    mapping(address account => bool) public isBlocked;

    error Paused();
    error Blocked(address account);
    error AmountZero();
    error AddressZero();
    error AllowanceStanding(uint256 allowance);
    error TooLarge(uint256 amount);

    constructor() ERC20("Limit", "LIMIT") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setLimit(Limit limit_) external {
        limit = limit_;
    }

    function setPaused(bool paused_) external {
        paused = paused_;
    }

    function setBlocked(address account, bool blocked) external {
        isBlocked[account] = blocked;
    }

    function approve(address spender, uint256 amount) public override returns (bool) {
        uint256 standing = allowance(msg.sender, spender);
        if (limit == Limit.NoSecondApproval && amount != 0 && standing != 0) revert AllowanceStanding(standing);
        if (limit == Limit.Only96Bits && amount > type(uint96).max) revert TooLarge(amount);
        return super.approve(spender, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (paused) revert Paused();
        if (isBlocked[from]) revert Blocked(from);
        if (isBlocked[to]) revert Blocked(to);
        if (limit == Limit.NoZeroAmount && amount == 0) revert AmountZero();
        if (limit == Limit.NoZeroAddress && to == address(0)) revert AddressZero();
        if (limit == Limit.Only96Bits && amount > type(uint96).max) revert TooLarge(amount);
        super._update(from, to, amount);
    }
}
