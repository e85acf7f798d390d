// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev What Products.sol takes for granted of a share.
contract ShareIsAtMostTheWhole is OrderRules {
    function prove(uint256 amount, uint256 share) external {
        require(amount <= type(uint96).max && share <= 10_000);
        uint256 part = shareDown(amount, share);
        assert(part <= amount);
        assert(share != 0 || part == 0);
        assert(share != 10_000 || part == amount);
    }
}

contract FeeIsAtMostATwentieth is OrderRules {
    function prove(uint256 amount, uint256 share) external {
        require(amount <= type(uint96).max && share <= 500);
        assert(shareDown(amount, share) <= amount / 20);
    }
}

/// @dev What Products.sol takes for granted of some fees.
contract FeesFit is OrderRules {
    function prove(uint256 fee, uint256 count) external {
        require(fee <= type(uint96).max && count <= 8);
        unchecked {
            assert(fee * count <= 8 * fee);
        }
        assert(fee * count <= uint256(type(uint96).max) * 8);
    }
}

/// @dev Rate times units fits a word.
contract WorthFits is OrderRules {
    function prove(Order calldata o, uint96 price, uint64 units) external {
        order = o;
        require(o.rate <= type(uint96).max);
        assert(claimDown(price, Outcome.Success, units) <= price);
    }
}

/// @dev From minPrice at the opening to maxPrice at the end of the window, and never beyond either.
contract RampStaysBetweenItsEnds is OrderRules {
    function prove(Order calldata o, uint40 openEnd, uint40 now_) external {
        order = o;
        require(o.maxPrice <= type(uint96).max && o.minPrice <= o.maxPrice);
        require(o.windows.open_ > 0 && now_ <= openEnd && openEnd - now_ <= o.windows.open_);
        uint256 price = rampDown(openEnd, now_);
        assert(price >= o.minPrice);
        assert(price <= o.maxPrice);
        assert(now_ != openEnd || price == o.maxPrice);
        assert(openEnd - now_ != o.windows.open_ || price == o.minPrice);
    }
}
