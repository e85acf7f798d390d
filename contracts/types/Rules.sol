// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fallback, UnitKind} from "./Terms.sol";

/// @notice The shares and switches of an order, in one word. A share is in basis points: 10,000 is the whole.
/// @dev Bits, from the lowest: slash 16 | resign 16 | jobError 16 | specExceeded 16 | split 16 | fee 16 | maxAttempts 8 |
/// fallback 8 | unitKind 8 | flags 8 | zero 128. Flags: 1 public, 2 completable, 4 sampled.
type Rules is uint256;

using RulesLib for Rules global;

library RulesLib {
    uint256 private constant SHARE = type(uint16).max;
    uint256 private constant SMALL = type(uint8).max;

    uint256 internal constant PUBLIC = 1;
    uint256 internal constant COMPLETABLE = 2;
    uint256 internal constant SAMPLED = 4;

    /// @return Share of the stake that burns for lateness, loss, an Invalid verdict or a ruling of 0.
    function slash(Rules self) internal pure returns (uint256) {
        return Rules.unwrap(self) & SHARE;
    }

    /// @return Share of the stake that burns when the provider resigns. At most `slash`.
    function resign(Rules self) internal pure returns (uint256) {
        return (Rules.unwrap(self) >> 16) & SHARE;
    }

    /// @return Share of rate times units that is paid for the outcome JobError.
    function jobError(Rules self) internal pure returns (uint256) {
        return (Rules.unwrap(self) >> 32) & SHARE;
    }

    /// @return Share of rate times units that is paid for the outcome SpecExceeded.
    function specExceeded(Rules self) internal pure returns (uint256) {
        return (Rules.unwrap(self) >> 48) & SHARE;
    }

    /// @return Share of the claim that goes to the provider when verifier and arbiter both stayed silent.
    function split(Rules self) internal pure returns (uint256) {
        return (Rules.unwrap(self) >> 64) & SHARE;
    }

    /// @return Share of what the provider is paid that goes to the order's `feeTo`. At most 500.
    function fee(Rules self) internal pure returns (uint256) {
        return (Rules.unwrap(self) >> 80) & SHARE;
    }

    /// @return How many providers may try, one after another. 1 to 8.
    function maxAttempts(Rules self) internal pure returns (uint256) {
        return (Rules.unwrap(self) >> 96) & SMALL;
    }

    function fallbackBits(Rules self) internal pure returns (uint256) {
        return (Rules.unwrap(self) >> 104) & SMALL;
    }

    /// @return What follows the verifier's silence.
    function onSilence(Rules self) internal pure returns (Fallback) {
        return Fallback(fallbackBits(self));
    }

    function unitKindBits(Rules self) internal pure returns (uint256) {
        return (Rules.unwrap(self) >> 112) & SMALL;
    }

    /// @return What a unit is.
    function unitKind(Rules self) internal pure returns (UnitKind) {
        return UnitKind(unitKindBits(self));
    }

    function flags(Rules self) internal pure returns (uint256) {
        return (Rules.unwrap(self) >> 120) & SMALL;
    }

    /// @return Whether anybody may post the order with the requester's signature.
    function isPublic(Rules self) internal pure returns (bool) {
        return flags(self) & PUBLIC != 0;
    }

    /// @return Whether proof and verdict may come in one call, so that there is no time between them.
    function isCompletable(Rules self) internal pure returns (bool) {
        return flags(self) & COMPLETABLE != 0;
    }

    /// @return Whether the verifier draws a sample after the proof was committed.
    function isSampled(Rules self) internal pure returns (bool) {
        return flags(self) & SAMPLED != 0;
    }
}
