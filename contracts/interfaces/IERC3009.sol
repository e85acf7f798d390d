// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What the escrow uses of ERC-3009: transfers by authorization
/// @dev https://eips.ethereum.org/EIPS/eip-3009
interface IERC3009 {
    /// @return Whether the nonce was used or cancelled.
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool);

    /// @notice Moves `value` from `from` to the caller, who must be `to`, by the authorization that `from` signed.
    /// @param validAfter Unix seconds, exclusive.
    /// @param validBefore Unix seconds, exclusive.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;
}
