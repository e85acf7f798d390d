// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The taker with a variable for each field, in place of bits in a word.
struct Taker {
    address provider_;
    uint256 price_;
}

using TakerLib for Taker global;

library TakerLib {
    function pack(address who, uint256 amount) internal pure returns (Taker memory packed) {
        assert(amount <= type(uint96).max);
        packed.provider_ = who;
        packed.price_ = amount;
    }

    function provider(Taker memory self) internal pure returns (address) {
        return self.provider_;
    }

    function price(Taker memory self) internal pure returns (uint256) {
        return self.price_;
    }
}
