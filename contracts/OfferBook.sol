// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOfferBook} from "./interfaces/IOfferBook.sol";
import {Errors} from "./libraries/Errors.sol";

/// @title Offer book
contract OfferBook is IOfferBook {
    /// @inheritdoc IOfferBook
    uint256 public constant maxOfferBytes = 2048;

    /// @inheritdoc IOfferBook
    function publish(uint40 validUntil, bytes calldata offer) external {
        if (offer.length > maxOfferBytes) revert Errors.OfferTooLong(offer.length, maxOfferBytes);
        if (block.timestamp > validUntil) revert Errors.OfferExpired(validUntil, block.timestamp);
        emit OfferPublished(msg.sender, validUntil, offer);
    }

    /// @inheritdoc IOfferBook
    function withdrawOffer() external {
        emit OfferWithdrawn(msg.sender);
    }
}
