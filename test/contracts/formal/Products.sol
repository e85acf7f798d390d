// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Products, as the proofs of the moves see them
/// @dev The solver loses itself in products of two unknowns. What the moves need of them is proved apart, on the real functions
/// (Arithmetic.sol), and is all that is known of them here.
library Products {
    /// @dev `share` basis points of `amount`, rounded down: anything that is not above it and has the right ends.
    function part(uint256 amount, uint256 share) internal pure returns (uint256 result) {
        assert(amount <= type(uint96).max);
        assert(share <= 10_000);
        result = _unknown(amount, share, 1);
        require(result <= amount && (share != 0 || result == 0) && (share != 10_000 || result == amount));
    }

    /// @dev What units are worth: anything.
    function worth(uint256 rate, uint256 units) internal pure returns (uint256) {
        assert(rate <= type(uint96).max);
        assert(units <= type(uint64).max);
        return _unknown(rate, units, 2);
    }

    /// @dev Exact, and not more than eight fees. That it overflows nowhere is proved with the lemma.
    function times(uint256 fee, uint256 count) internal pure returns (uint256 result) {
        assert(count <= 8);
        result = fee * count;
        require(result <= 8 * fee);
    }

    /// @dev The same for the same arguments, and nothing else is known of it: so the checker sees ecrecover. In 160 bits.
    function _unknown(uint256 a, uint256 b, uint8 which) private pure returns (uint256) {
        return uint160(ecrecover(bytes32(a), which, bytes32(b), 0));
    }
}
