// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What was done and what it is worth, in one word: the last of a job's progress.
/// @dev Bits, from the lowest: units 64 | claim 96 | bond 96.
type Work is uint256;

using WorkLib for Work global;

library WorkLib {
    uint256 private constant CLAIM = 64;
    uint256 private constant BOND = 160;

    /// @param units_ In 64 bits.
    /// @param claim_ In 96 bits, like the price, which bounds it.
    function pack(uint256 units_, uint256 claim_) internal pure returns (Work) {
        return Work.wrap(units_ | (claim_ << CLAIM));
    }

    /// @return Engine steps, or seconds since acceptance.
    function units(Work self) internal pure returns (uint256) {
        return uint64(Work.unwrap(self));
    }

    /// @return What the provider is paid if the commitment stands.
    function claim(Work self) internal pure returns (uint256) {
        return uint96(Work.unwrap(self) >> CLAIM);
    }

    /// @return The bond of a dispute: the requester's after a challenge, the provider's after a contest.
    function bond(Work self) internal pure returns (uint256) {
        return Work.unwrap(self) >> BOND;
    }
}
