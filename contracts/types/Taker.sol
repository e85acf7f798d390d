// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Who took the job and for how much, in one word: the second of its progress.
/// @dev Bits, from the lowest: provider 160 | price 96.
type Taker is uint256;

using TakerLib for Taker global;

library TakerLib {
    uint256 private constant PRICE = 160;

    /// @param price_ In 96 bits, like the order's maxPrice, which bounds it.
    function pack(address provider_, uint256 price_) internal pure returns (Taker) {
        return Taker.wrap(uint256(uint160(provider_)) | (price_ << PRICE));
    }

    /// @return The provider of this attempt; in Open, the one that failed the last attempt, or zero.
    function provider(Taker self) internal pure returns (address) {
        return address(uint160(Taker.unwrap(self)));
    }

    /// @return The price agreed for this attempt.
    function price(Taker self) internal pure returns (uint256) {
        return Taker.unwrap(self) >> PRICE;
    }
}
