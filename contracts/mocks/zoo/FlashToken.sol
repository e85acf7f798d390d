// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {SignerWallet} from "../SignerWallet.sol";

/// @title A token of which anybody has as much as it likes, for the length of a call
/// @dev For tests.
contract FlashToken is ERC20 {
    constructor() ERC20("Flash", "FLASH") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @notice Lends `amount` to `borrower`, has it make `calls` of `targets`, and takes the amount back.
    function lend(SignerWallet borrower, uint256 amount, address[] calldata targets, bytes[] calldata calls) external {
        _mint(address(borrower), amount);
        for (uint256 i = 0; i < calls.length; i++) borrower.execute(targets[i], calls[i]);
        _burn(address(borrower), amount);
    }
}
