// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that calls back into the escrow while it moves
contract ReentrantToken is ERC20 {
    address private _target;
    bytes private _call;
    /// What the escrow answered to the call from within, as revert data.
    bytes public answer;
    bool public succeeded;

    constructor() ERC20("Reenter", "RE") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function arm(address target, bytes calldata data) external {
        _target = target;
        _call = data;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (_target == address(0) || from == address(0)) return;
        // solhint-disable-next-line avoid-low-level-calls
        (succeeded, answer) = _target.call(_call);
    }
}
