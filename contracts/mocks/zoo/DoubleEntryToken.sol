// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that can be moved through a second address as well
/// @dev For tests. The second address is TwinToken: it acts here in the name of its caller.
contract DoubleEntryToken is ERC20 {
    address public twin;

    error NotTwin(address caller);

    modifier onlyTwin() {
        if (msg.sender != twin) revert NotTwin(msg.sender);
        _;
    }

    constructor() ERC20("Double", "TWO") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setTwin(address twin_) external {
        twin = twin_;
    }

    function approveOf(address owner, address spender, uint256 amount) external onlyTwin {
        _approve(owner, spender, amount);
    }

    function moveOf(address spender, address from, address to, uint256 amount) external onlyTwin {
        if (spender != from) _spendAllowance(from, spender, amount);
        _transfer(from, to, amount);
    }
}
