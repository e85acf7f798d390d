// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

interface IReenter {
    function reenter() external;
}

/// @title A token that takes a fee, changes balances, stops, blocks accounts and calls back, as it is told
contract Chameleon is ERC20 {
    uint256 public feeShare;
    bool public paused;
    bool public callsBack;
    mapping(address account => bool) public blocked;

    error Stopped();

    constructor() ERC20("Chameleon", "CHAM") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @notice A rebase: balances change without a transfer.
    function rebase(address account, uint256 share) external {
        uint256 held = balanceOf(account);
        if (share > 100) _mint(account, (held * (share - 100)) / 100);
        else _burn(account, (held * (100 - share)) / 100);
    }

    function setFee(uint256 share) external {
        feeShare = share;
    }

    function setPaused(bool paused_) external {
        paused = paused_;
    }

    function setBlocked(address account, bool blocked_) external {
        blocked[account] = blocked_;
    }

    function setCallsBack(bool callsBack_) external {
        callsBack = callsBack_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        bool moves = from != address(0) && to != address(0);
        if (moves && (paused || blocked[from] || blocked[to])) revert Stopped();
        super._update(from, to, amount);
        if (moves && feeShare != 0) super._update(to, address(0), (amount * feeShare) / 1e4);
        if (moves && callsBack) IReenter(owner).reenter();
    }

    address public immutable owner = msg.sender;
}
