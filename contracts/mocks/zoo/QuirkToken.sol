// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token whose transfers do, or say, something else than they should
/// @dev For tests. A quirk can be set at any time, as the owner of an upgradeable token can.
contract QuirkToken is ERC20 {
    enum Quirk {
        None,
        SaysFalse, //              moves, and says that it did not
        RevertsNever, //           says false where it should revert, and true where it moved
        TakesAll, //               a fee of 100 %
        MintsOnTransfer, //        a tenth more arrives
        PullsAllForMax, //         the greatest amount stands for all there is
        SelfNeedsNoAllowance, //   who moves its own tokens needs no allowance for it
        Steals, //                 says that it moved, and did not
        AnswersHugely, //          true, and 100 kB after it
        BurnsGas //                300,000 more than it needs
    }

    uint256 private constant ANSWER_BYTES = 100_000;
    uint256 private constant BURNED_GAS = 300_000;

    Quirk public quirk;
    uint8 private immutable _decimals;

    constructor(uint8 decimals_) ERC20("Quirk", "QUIRK") {
        _decimals = decimals_;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setQuirk(Quirk quirk_) external {
        quirk = quirk_;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (quirk == Quirk.Steals) return true;
        if (quirk == Quirk.RevertsNever && balanceOf(msg.sender) < amount) return false;
        return _answer(super.transfer(to, _amount(msg.sender, amount)));
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (quirk == Quirk.Steals) return true;
        if (quirk == Quirk.RevertsNever) {
            if (balanceOf(from) < amount || allowance(from, msg.sender) < amount) return false;
        }
        if (quirk == Quirk.SelfNeedsNoAllowance && from == msg.sender) {
            _transfer(from, to, amount);
            return true;
        }
        return _answer(super.transferFrom(from, to, _amount(from, amount)));
    }

    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from == address(0) || to == address(0)) return;
        if (quirk == Quirk.TakesAll) super._update(to, address(0), amount);
        if (quirk == Quirk.MintsOnTransfer) super._update(address(0), to, amount / 10);
        if (quirk == Quirk.BurnsGas) {
            uint256 before = gasleft();
            while (before - gasleft() < BURNED_GAS) {}
        }
    }

    function _amount(address from, uint256 amount) private view returns (uint256) {
        return quirk == Quirk.PullsAllForMax && amount == type(uint256).max ? balanceOf(from) : amount;
    }

    function _answer(bool said) private view returns (bool) {
        if (quirk == Quirk.AnswersHugely) {
            assembly ("memory-safe") {
                mstore(0, 1)
                return(0, ANSWER_BYTES)
            }
        }
        return said && quirk != Quirk.SaysFalse;
    }
}
