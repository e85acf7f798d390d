// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The ledger of the escrow
/// @notice Keeps what each account is owed. Settlement credits it; only `withdraw` sends tokens out.
/// @dev Amounts are in the token's smallest unit.
///
/// Assumed of a token: it moves exactly what it says, and no balance changes by itself. A token that breaks this harms its own
/// holders only: every amount is kept per token.
interface IEscrowLedger {
    /// @notice Tokens arrived and were credited to the account that they came from.
    event Deposited(address indexed token, address indexed account, uint256 amount);

    /// @notice Tokens left the escrow.
    event Withdrawn(address indexed token, address indexed account, address indexed to, uint256 amount);

    /// @notice What `account` can withdraw or use for orders and stakes.
    /// @dev The entry of address zero holds what was burned. Do not rely on it from within a call that the escrow makes.
    function balanceOf(address token, address account) external view returns (uint256);

    /// @notice Moves `amount` from the caller's wallet to its balance here.
    /// @dev Who: anyone, for itself. Money: credits exactly what arrived, by the token's own balance before and after.
    /// Reverts: NothingArrived; SafeERC20FailedOperation or the token's own error.
    /// Emits: Deposited.
    function deposit(address token, uint256 amount) external;

    /// @notice The same with an ERC-2612 permit in the same call.
    /// @dev A permit that fails is ignored: if it was used before, the allowance is already there.
    /// @param authorization abi.encode(uint256 deadline, uint8 v, bytes32 r, bytes32 s).
    function depositWithPermit(address token, uint256 amount, bytes calldata authorization) external;

    /// @notice Moves `amount` from the wallet of `from` to its balance here, by the ERC-3009 authorization that it signed for this
    /// contract.
    /// @dev Who: anyone. Money: credits `from` with exactly what arrived. Reverts: NothingArrived; the token's own error, as when
    /// the authorization was used before. Emits: Deposited.
    /// @param authorization abi.encode(uint256 validAfter, uint256 validBefore, bytes32 nonce, uint8 v, bytes32 r, bytes32 s).
    function depositWithAuthorization(
        address token,
        address from,
        uint256 amount,
        bytes calldata authorization
    ) external;

    /// @notice Sends `amount` of the caller's balance to `to`.
    /// @dev Who: the account itself. Reverts: BalanceTooLow, RecipientInvalid; the token's own error.
    /// Emits: Withdrawn.
    function withdraw(address token, address to, uint256 amount) external;
}
