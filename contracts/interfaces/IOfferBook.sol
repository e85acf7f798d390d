// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Offer book
/// @notice Where providers say what they have. It keeps nothing but events: an offer promises nothing that the escrow enforces.
interface IOfferBook {
    /// @notice A provider's offer, replacing its last one.
    /// @param validUntil Unix seconds, inclusive.
    /// @param offer The offer as dag-cbor: resources, rates, tokens, verifiers, endpoint. See sdk/src/matching/offer.ts.
    event OfferPublished(address indexed provider, uint40 validUntil, bytes offer);

    /// @notice The provider takes no new jobs.
    event OfferWithdrawn(address indexed provider);

    /// @return The greatest length of an offer, in bytes.
    function maxOfferBytes() external view returns (uint256);

    /// @notice Publishes the caller's offer.
    /// @dev Reverts: OfferTooLong, OfferExpired. Emits: OfferPublished.
    function publish(uint40 validUntil, bytes calldata offer) external;

    /// @notice Withdraws the caller's offer. Emits: OfferWithdrawn.
    function withdrawOffer() external;
}
