// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that misbehaves in the way that a test chooses
/// @dev For tests. `hook` is called, with any data, in the middle of every transfer.
contract HostileToken is ERC20 {
    enum Mode {
        Honest,
        FeeOnTransfer,
        ReturnsFalse,
        ReturnsNothing,
        MovesNothing,
        Hooked,
        SwallowsPermit
    }

    Mode public mode;
    address private _hook;
    bytes private _hookData;

    /// @notice What the call from within a transfer came to.
    event Hooked(bool success, bytes answer);

    error NoPermit();

    constructor() ERC20("Hostile", "HOST") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @notice Takes tokens from an account without asking, as a rebase does.
    function shrink(address account, uint256 amount) external {
        _burn(account, amount);
    }

    function setMode(Mode mode_) external {
        mode = mode_;
    }

    function setHook(address target, bytes calldata data) external {
        mode = Mode.Hooked;
        _hook = target;
        _hookData = data;
    }

    /// @notice A permit that says nothing and does nothing, as the fallback of some tokens does.
    function permit(address, address, uint256, uint256, uint8, bytes32, bytes32) external view {
        if (mode != Mode.SwallowsPermit) revert NoPermit();
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return _answer(mode == Mode.MovesNothing || super.transfer(to, amount));
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return _answer(mode == Mode.MovesNothing || super.transferFrom(from, to, amount));
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (mode == Mode.ReturnsFalse) return;
        super._update(from, to, amount);
        if (mode == Mode.FeeOnTransfer && from != address(0) && to != address(0)) {
            super._update(to, address(0), amount / 10);
        }
        if (mode == Mode.Hooked && _hook != address(0)) {
            // solhint-disable-next-line avoid-low-level-calls
            (bool success, bytes memory answer) = _hook.call(_hookData);
            emit Hooked(success, answer);
        }
    }

    function _answer(bool said) private view returns (bool) {
        if (mode == Mode.ReturnsFalse) return false;
        if (mode == Mode.ReturnsNothing) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
        return said;
    }
}
