// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev What the other proofs take for granted of an order, the checks of the order let through, and nothing else.
contract CheckBoundsAmounts is OrderRules {
    // Without _checkWindows: it refuses, and changes nothing.
    function prove(Order calldata o, uint256 minWindow) external {
        order = o;
        require(minWindow > 0);
        check(minWindow);
        assert(Given.amounts(o));
        assert(o.minPrice <= o.maxPrice && o.rate <= type(uint96).max && o.arbiterFee <= type(uint96).max);
        assert(lock() <= type(uint96).max);
    }
}

contract CheckBoundsRules is OrderRules {
    function prove(Order calldata o) external {
        order = o;
        _checkRules();
        assert(Given.shares(o) && Given.attempts(o));
        assert(o.rules.jobError_ <= 10_000 && o.rules.specExceeded_ <= 10_000 && o.rules.split_ <= 10_000);
        assert(o.arbiter != address(0) || o.rules.onSilence_ != Fallback.Disputed);
    }
}

contract CheckBoundsWindows is OrderRules {
    function prove(Order calldata o, uint256 minWindow) external {
        order = o;
        require(minWindow > 0);
        _checkWindows(minWindow);
        assert(o.windows.open_ > 0 && o.windows.open_ <= 90 days && o.windows.run_ > 0 && o.windows.run_ <= 90 days);
        assert(o.windows.verify_ <= 90 days && o.windows.challenge_ <= 90 days);
        assert(o.verifier == address(0) ? o.windows.challenge_ > 0 : o.windows.verify_ > 0);
        assert(o.arbiter == address(0) || o.windows.ruling_ > 0);
        assert(o.windows.ruling_ <= 90 days && o.windows.contest_ <= 90 days && o.windows.liveness_ <= 90 days);
    }
}

/// @dev Whatever rate times units comes to, a claim is at most the price.
contract ClaimIsAtMostThePrice is OrderRules {
    function prove(Order calldata o, uint256 price, Outcome outcome, uint64 units) external {
        order = o;
        require(Given.outcomes(o) && price <= type(uint96).max);
        assert(claimDown(price, outcome, units) <= price);
    }
}
