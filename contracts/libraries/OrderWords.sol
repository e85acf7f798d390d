// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {Order} from "../types/Order.sol";
import {Taker} from "../types/Taker.sol";
import {Errors} from "./Errors.sol";
import {MessageHash} from "./MessageHash.sol";

/// @title An order as it lies in calldata: 19 words, to be hashed and told of without taking them apart
/// @dev What abi.encode would make of an order is what calldata holds, if its addresses have no bits beyond their width, which
/// `checkClean` makes sure of when a job is opened; later calls bring the same words, or another id. It saves 1,700 gas per hash
/// and 700 per event.
library OrderWords {
    uint256 private constant BYTES = 19 * 32;

    /// @return structHash The EIP-712 struct hash of the order.
    function hash(Order calldata order) internal pure returns (bytes32 structHash) {
        bytes32 typeHash = MessageHash.ORDER;
        uint256 size = BYTES;
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, typeHash)
            calldatacopy(add(start, 32), order, size)
            structHash := keccak256(start, add(size, 32))
        }
    }

    /// @dev Reverts when an address has bits beyond its width: two encodings of one order would have two ids.
    function checkClean(Order calldata order) internal pure {
        uint256 dirty;
        assembly ("memory-safe") {
            // requester, payer, provider, token, verifier, arbiter, feeTo
            dirty := or(calldataload(order), calldataload(add(order, 32)))
            dirty := or(dirty, or(calldataload(add(order, 64)), calldataload(add(order, 96))))
            dirty := or(dirty, or(calldataload(add(order, 128)), calldataload(add(order, 160))))
            dirty := shr(160, or(dirty, calldataload(add(order, 192))))
        }
        if (dirty != 0) revert Errors.OrderTermsConflict("an address wider than 160 bits");
    }

    /// @dev Emits JobPosted of an order that is clean.
    function emitPosted(bytes32 id, Order calldata order, uint256 phaseEnd) internal {
        bytes32 topic = IJobEscrow.JobPosted.selector;
        uint256 size = BYTES;
        assembly ("memory-safe") {
            let start := mload(0x40)
            calldatacopy(start, order, size)
            mstore(add(start, size), phaseEnd)
            log3(start, add(size, 32), topic, id, calldataload(order))
        }
    }

    /// @dev Emits MatchClosed of an order that is clean.
    function emitClosed(bytes32 id, Order calldata order, Taker taker, uint256 acceptedAt) internal {
        bytes32 topic = IJobEscrow.MatchClosed.selector;
        uint256 size = BYTES;
        address provider = taker.provider();
        uint256 price = taker.price();
        assembly ("memory-safe") {
            let start := mload(0x40)
            calldatacopy(start, order, size)
            let end := add(start, size)
            mstore(end, price)
            mstore(add(end, 32), acceptedAt)
            log4(start, add(size, 64), topic, id, calldataload(order), provider)
        }
    }
}
