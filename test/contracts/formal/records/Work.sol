// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The work with a variable for each field, in place of bits in a word.
struct Work {
    uint256 units_;
    uint256 bond_;
}

using WorkLib for Work global;

library WorkLib {
    function pack(uint256 count, uint256 amount) internal pure returns (Work memory packed) {
        assert(count <= type(uint64).max);
        assert(amount <= type(uint96).max);
        packed.units_ = count;
        packed.bond_ = amount;
    }

    function units(Work memory self) internal pure returns (uint256) {
        return self.units_;
    }

    function bond(Work memory self) internal pure returns (uint256) {
        return self.bond_;
    }
}
