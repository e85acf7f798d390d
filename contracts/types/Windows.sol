// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The seven windows of an order, each in seconds, in 24 bits (90 days fit in 23).
/// @dev Bits, from the lowest: open 24 | run 24 | verify 24 | challenge 24 | contest 24 | ruling 24 | liveness 24 | zero 88.
/// A window of 0 means that the move it belongs to does not exist.
type Windows is uint256;

using WindowsLib for Windows global;

library WindowsLib {
    uint256 private constant MASK = type(uint24).max;

    /// @return Seconds in which a posted job waits for a provider; the price ramp runs over the same time.
    function open(Windows self) internal pure returns (uint256) {
        return Windows.unwrap(self) & MASK;
    }

    /// @return Seconds from acceptance to the last moment to submit.
    function run(Windows self) internal pure returns (uint256) {
        return (Windows.unwrap(self) >> 24) & MASK;
    }

    /// @return Seconds from submission to the last moment for a verdict.
    function verify(Windows self) internal pure returns (uint256) {
        return (Windows.unwrap(self) >> 48) & MASK;
    }

    /// @return Seconds in which the requester may challenge a claim.
    function challenge(Windows self) internal pure returns (uint256) {
        return (Windows.unwrap(self) >> 72) & MASK;
    }

    /// @return Seconds in which the provider may contest a rejection.
    function contest(Windows self) internal pure returns (uint256) {
        return (Windows.unwrap(self) >> 96) & MASK;
    }

    /// @return Seconds that the arbiter has.
    function ruling(Windows self) internal pure returns (uint256) {
        return (Windows.unwrap(self) >> 120) & MASK;
    }

    /// @return Seconds that the provider has to answer a liveness challenge.
    function liveness(Windows self) internal pure returns (uint256) {
        return (Windows.unwrap(self) >> 144) & MASK;
    }
}
