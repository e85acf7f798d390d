// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Outcome} from "./Terms.sol";

/// @notice A provider's signed acceptance of an order at a price.
struct Quote {
    /// The order's id.
    bytes32 order;
    /// The attempt that it is for: 1 for a fresh order.
    uint256 attempt;
    address provider;
    uint256 price;
    /// Unix seconds, inclusive.
    uint256 validUntil;
}

/// @notice What a provider says it did.
struct Commitment {
    /// The sha-256 digest in the CID of the manifest.
    bytes32 proofHash;
    Outcome outcome;
    /// Engine steps, or seconds since acceptance.
    uint64 units;
}
