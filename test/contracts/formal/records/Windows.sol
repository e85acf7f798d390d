// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The windows with a variable for each field, in place of bits in a word.
struct Windows {
    uint24 open_;
    uint24 run_;
    uint24 verify_;
    uint24 challenge_;
    uint24 contest_;
    uint24 ruling_;
    uint24 liveness_;
}

using WindowsLib for Windows global;

library WindowsLib {
    function open(Windows memory self) internal pure returns (uint256) {
        return self.open_;
    }

    function run(Windows memory self) internal pure returns (uint256) {
        return self.run_;
    }

    function verify(Windows memory self) internal pure returns (uint256) {
        return self.verify_;
    }

    function challenge(Windows memory self) internal pure returns (uint256) {
        return self.challenge_;
    }

    function contest(Windows memory self) internal pure returns (uint256) {
        return self.contest_;
    }

    function ruling(Windows memory self) internal pure returns (uint256) {
        return self.ruling_;
    }

    function liveness(Windows memory self) internal pure returns (uint256) {
        return self.liveness_;
    }
}
