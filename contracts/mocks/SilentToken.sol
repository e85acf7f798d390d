// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token that says yes and moves nothing, and swallows any permit
contract SilentToken {
    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }

    fallback() external {
        // Like WETH's deposit by fallback: the call succeeds, whatever it was.
        assembly ("memory-safe") {
            mstore(0, 1)
            return(0, 32)
        }
    }
}
