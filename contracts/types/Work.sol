// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What was done, and what a dispute over it holds, in one word: the last of a job's progress.
/// @dev Bits, from the lowest: units 64 | bond 96 | zero 96.
type Work is uint256;

using WorkLib for Work global;

library WorkLib {
    uint256 private constant BOND = 64;
    uint256 private constant UNITS = type(uint64).max;

    /// @param units_ In 64 bits.
    /// @param bond_ In 96 bits, like the claim and the arbiter's fee, of which it is the greater.
    function pack(uint256 units_, uint256 bond_) internal pure returns (Work) {
        return Work.wrap(units_ | (bond_ << BOND));
    }

    /// @return Engine steps, or seconds since acceptance.
    function units(Work self) internal pure returns (uint256) {
        return Work.unwrap(self) & UNITS;
    }

    /// @return The bond of a dispute: the requester's after a challenge, the provider's after a contest, 0 after a verifier's silence.
    function bond(Work self) internal pure returns (uint256) {
        return Work.unwrap(self) >> BOND;
    }
}
