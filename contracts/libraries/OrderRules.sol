// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../types/Order.sol";
import {Rules} from "../types/Rules.sol";
import {Fallback, Outcome, UnitKind} from "../types/Terms.sol";
import {Windows} from "../types/Windows.sol";
import {Errors} from "./Errors.sol";

/// @title The terms of an order: what is allowed, and the arithmetic that follows from them
/// @dev Pure. Every division rounds down, and the name of the function says who gains by it.
library OrderRules {
    uint256 internal constant WHOLE = 10_000;
    uint256 internal constant MAX_FEE = 500;
    uint256 internal constant MAX_ATTEMPTS = 8;
    uint256 internal constant MAX_WINDOW = 90 days;
    uint256 internal constant MAX_AMOUNT = type(uint96).max;
    uint256 internal constant MAX_TIME = type(uint40).max;
    uint256 internal constant MAX_LANE = type(uint32).max;
    /// The rate of an order is per this many units, so that a single engine step can cost less than a token's last digit.
    uint256 internal constant RATE_UNITS = 1_000_000_000;

    uint256 private constant WINDOWS_BITS = 7 * 24;
    uint256 private constant RULES_BITS = 128;
    uint256 private constant ALL_FLAGS = 7;

    /// @dev Reverts with the name of the first term that is out of bounds or contradicts another.
    /// @param minWindow The least length of a window that exists, in seconds.
    function check(Order calldata order, uint256 minWindow) internal pure {
        if (order.requester == address(0)) revert Errors.OrderAddressMissing("requester");
        if (order.payer == address(0)) revert Errors.OrderAddressMissing("payer");
        if (order.token == address(0)) revert Errors.OrderAddressMissing("token");
        uint256 maxPrice = order.maxPrice;
        if (maxPrice == 0 || maxPrice > MAX_AMOUNT) {
            revert Errors.OrderTermOutOfBounds("maxPrice", maxPrice, 1, MAX_AMOUNT);
        }
        _checkMost("minPrice", order.minPrice, maxPrice);
        _checkMost("rate", order.rate, MAX_AMOUNT);
        _checkMost("stake", order.stake, MAX_AMOUNT);
        _checkMost("verifierFee", order.verifierFee, MAX_AMOUNT);
        _checkMost("arbiterFee", order.arbiterFee, MAX_AMOUNT);
        _checkMost("exclusiveUntil", order.exclusiveUntil, MAX_TIME);
        _checkMost("lane", order.lane, MAX_LANE);
        _checkWindows(order, minWindow);
        _checkRules(order);
        uint256 locked = lock(order);
        if (locked > MAX_AMOUNT) revert Errors.AmountTooLarge(locked);
    }

    /// @return What the payer locks for the whole life of the job.
    function lock(Order calldata order) internal pure returns (uint256) {
        // 96 bits, and 96 bits times 8.
        unchecked {
            return order.maxPrice + order.verifierFee * order.rules.maxAttempts();
        }
    }

    /// @return The price at `now_`, on the straight line from minPrice at the opening to maxPrice at `openEnd`.
    /// Rounds down, in the payer's favour.
    function rampDown(Order calldata order, uint256 openEnd, uint256 now_) internal pure returns (uint256) {
        uint256 window = order.windows.open();
        uint256 least = order.minPrice;
        // now_ <= openEnd, which was the opening's second plus the window, in which time has not gone back; minPrice <= maxPrice;
        // 96 bits times 24.
        unchecked {
            uint256 past = window - (openEnd - now_);
            return least + ((order.maxPrice - least) * past) / window;
        }
    }

    /// @return What a commitment is worth: min(price, rate times units), times the share of its outcome. Rounds down, in
    /// the payer's favour.
    function claimDown(
        Order calldata order,
        uint256 price,
        Outcome outcome,
        uint256 units
    ) internal pure returns (uint256) {
        uint256 worth;
        // 96 bits times 64 bits.
        unchecked {
            worth = (order.rate * units) / RATE_UNITS;
        }
        if (worth > price) worth = price;
        if (outcome == Outcome.Success) return worth;
        Rules rules = order.rules;
        return shareDown(worth, outcome == Outcome.JobError ? rules.jobError() : rules.specExceeded());
    }

    /// @return `share` basis points of `amount`, rounded down.
    function shareDown(uint256 amount, uint256 share) internal pure returns (uint256) {
        // 96 bits times 16 bits.
        unchecked {
            return (amount * share) / WHOLE;
        }
    }

    function _checkWindows(Order calldata order, uint256 minWindow) private pure {
        Windows windows = order.windows;
        if (Windows.unwrap(windows) >> WINDOWS_BITS != 0) {
            revert Errors.OrderTermsConflict("windows: unused bits set");
        }
        _needWindow("windows.open", windows.open(), minWindow);
        _needWindow("windows.run", windows.run(), minWindow);
        if (order.verifier != address(0)) {
            _needWindow("windows.verify", windows.verify(), minWindow);
            _checkWindow("windows.challenge", windows.challenge(), minWindow);
        } else {
            _checkWindow("windows.verify", windows.verify(), minWindow);
            _needWindow("windows.challenge", windows.challenge(), minWindow);
        }
        _checkWindow("windows.contest", windows.contest(), minWindow);
        if (order.arbiter != address(0)) _needWindow("windows.ruling", windows.ruling(), minWindow);
        else _checkWindow("windows.ruling", windows.ruling(), minWindow);
        _checkWindow("windows.liveness", windows.liveness(), minWindow);
    }

    /// @dev 0 means that the move of this window does not exist.
    function _checkWindow(bytes32 field, uint256 window, uint256 least) private pure {
        if (window != 0) _needWindow(field, window, least);
    }

    function _needWindow(bytes32 field, uint256 window, uint256 least) private pure {
        if (window < least || window > MAX_WINDOW) {
            revert Errors.OrderTermOutOfBounds(field, window, least, MAX_WINDOW);
        }
    }

    function _checkRules(Order calldata order) private pure {
        Rules rules = order.rules;
        if (Rules.unwrap(rules) >> RULES_BITS != 0) {
            revert Errors.OrderTermsConflict("rules: unused bits set");
        }
        _checkMost("rules.slash", rules.slash(), WHOLE);
        _checkMost("rules.resign", rules.resign(), rules.slash());
        _checkMost("rules.jobError", rules.jobError(), WHOLE);
        _checkMost("rules.specExceeded", rules.specExceeded(), WHOLE);
        _checkMost("rules.split", rules.split(), WHOLE);
        _checkMost("rules.fee", rules.fee(), MAX_FEE);
        _checkMost("rules.unitKind", rules.unitKindBits(), uint8(type(UnitKind).max));
        _checkMost("rules.fallback", rules.fallbackBits(), uint8(type(Fallback).max));
        _checkMost("rules.flags", rules.flags(), ALL_FLAGS);

        uint256 attempts = rules.maxAttempts();
        if (attempts == 0 || attempts > MAX_ATTEMPTS) {
            revert Errors.OrderTermOutOfBounds("rules.maxAttempts", attempts, 1, MAX_ATTEMPTS);
        }
        if (rules.fee() != 0 && order.feeTo == address(0)) revert Errors.OrderAddressMissing("feeTo");
        if (order.verifier == address(0) && order.verifierFee != 0) {
            revert Errors.OrderTermsConflict("verifierFee without verifier");
        }
        if (order.arbiter == address(0)) {
            if (order.arbiterFee != 0) revert Errors.OrderTermsConflict("arbiterFee without arbiter");
            if (rules.onSilence() == Fallback.Disputed) {
                revert Errors.OrderTermsConflict("fallback Disputed, no arbiter");
            }
        }
        if (rules.isCompletable() && rules.isSampled()) {
            revert Errors.OrderTermsConflict("sampled and completable");
        }
    }

    function _checkMost(bytes32 field, uint256 value, uint256 most) private pure {
        if (value > most) revert Errors.OrderTermOutOfBounds(field, value, 0, most);
    }
}
