// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../../../contracts/types/Order.sol";
import {Rules} from "../../../contracts/types/Rules.sol";
import {Windows} from "../../../contracts/types/Windows.sol";
import {Bits} from "./Bits.sol";
import {Draw} from "./Draws.sol";
import {Handler} from "./Handler.sol";

/// @title Draws orders, every one of which may be posted
/// @dev Few people, so that roles coincide; few lanes, so that jobs follow each other; round numbers now and then.
abstract contract Orders is Handler {
    using Bits for Order;

    function _order(Draw memory d) internal view returns (bool found, Order memory order) {
        (found, order.requester, order.lane) = _lane(d);
        if (!found) return (false, order);
        order.payer = d.oneIn(4) ? _person(d) : order.requester;
        order.token = _world.tokens(d.below(3));
        if (!d.oneIn(4)) order.verifier = _person(d);
        if (!d.oneIn(4)) order.arbiter = _person(d);
        if (d.oneIn(2)) order.feeTo = _person(d);
        if (d.oneIn(2)) {
            order.provider = _person(d);
            order.exclusiveUntil = block.timestamp + d.below(2 days);
        }
        order.maxPrice = 1 + d.below(1e6);
        order.minPrice = d.below(order.maxPrice + 1);
        order.rate = d.below(2e6);
        order.stake = d.oneIn(5) ? 0 : d.below(1e6);
        if (order.verifier != address(0)) order.verifierFee = d.below(1e4);
        if (order.arbiter != address(0)) order.arbiterFee = d.below(1e5);
        order.windows = _windows(d, order);
        order.rules = _rules(d, order);
        order.sequence = (_world.words(order.laneKey()) >> 216) + (_errs(d, 16) ? 2 : 1);
        order.specHash = bytes32(d.seed);
    }

    function _lane(Draw memory d) private view returns (bool, address, uint256) {
        uint256 first = d.below(12);
        for (uint256 i = first; i < first + 12; ++i) {
            address who = _world.people((i % 12) / 2);
            uint256 state = _world.words(((i % 2) << 160) | uint160(who)) & 0xff;
            if (state == 0 || state > 6 || _errs(d, 32)) return (true, who, i % 2);
        }
        return (false, address(0), 0);
    }

    function _windows(Draw memory d, Order memory order) private pure returns (Windows) {
        uint256 packed;
        for (uint256 i = 0; i < 7; ++i) {
            bool isNeeded =
                i < 2 ||
                    (i == 2 && order.verifier != address(0)) ||
                    (i == 3 && order.verifier == address(0)) ||
                    (i == 5 && order.arbiter != address(0));
            if (!isNeeded && d.oneIn(4)) continue;
            uint256 window =
                d.oneIn(4)
                    ? 60
                    : d.oneIn(8)
                        ? 90 days
                        : 60 + d.below(i == 6 ? 2 hours : 2 days);
            packed |= window << (24 * i);
        }
        return Windows.wrap(packed);
    }

    function _rules(Draw memory d, Order memory order) private pure returns (Rules) {
        uint256 slash = d.oneIn(3) ? 10_000 : d.below(10_001);
        uint256 packed = slash | (d.below(slash + 1) << 16) | (d.below(10_001) << 32) | (d.below(10_001) << 48);
        packed |= (d.oneIn(4) ? 10_000 : d.below(10_001)) << 64;
        if (order.feeTo != address(0)) packed |= d.below(501) << 80;
        packed |= (1 + d.below(3)) << 96;
        packed |= d.below(order.arbiter == address(0) ? 2 : 3) << 104;
        packed |= uint256(d.oneIn(3) ? 1 : 0) << 112;
        // Public, and completable three times out of four.
        packed |= uint256((d.oneIn(2) ? 1 : 0) | (d.oneIn(4) ? 4 : 2)) << 120;
        return Rules.wrap(packed);
    }
}
