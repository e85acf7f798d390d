// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that takes every call it does not know for a success
/// @dev For tests. As wrapped coins do: a permit, or an authorization, that it swallows moves nothing and allows nothing.
contract SwallowingToken is ERC20 {
    constructor() ERC20("Swallowing", "GULP") {}

    fallback(bytes calldata) external returns (bytes memory) {
        return abi.encode(uint256(0));
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
