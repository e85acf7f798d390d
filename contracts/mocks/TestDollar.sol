// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title Test dollar
/// @notice The token of the local market: worthless, with 6 decimals and ERC-2612 permits. Anyone may mint it.
contract TestDollar is ERC20, ERC20Permit {
    constructor() ERC20("Millrace Test Dollar", "mUSD") ERC20Permit("Millrace Test Dollar") {}

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @notice Gives `to` what it asks for. There is no value in it.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
