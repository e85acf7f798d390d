// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC3009} from "../interfaces/IERC3009.sol";
import {IEscrowLedger} from "../interfaces/IEscrowLedger.sol";
import {Errors} from "../libraries/Errors.sol";
import {Funding} from "../types/Order.sol";
import {FundingKind} from "../types/Terms.sol";

/// @title The ledger: who is owed how much of which token
/// @dev The only file that moves tokens. What jobs lock is not on the ledger: it is the rest of the escrow's balance.
abstract contract EscrowLedger is IEscrowLedger, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// Nobody can call from address zero, so nobody can withdraw what it is credited.
    address internal constant BURNED = address(0);

    /// @dev Structs, so that a move finds a book, and an entry of it, in storage once.
    struct Balance {
        uint256 amount;
    }

    /// @dev An ERC-3009 authorization, as it comes abi-encoded.
    struct Authorization {
        uint256 validAfter;
        uint256 validBefore;
        bytes32 nonce;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    struct Book {
        mapping(address account => Balance) entries;
    }

    mapping(address token => Book) private _books;

    /// @inheritdoc IEscrowLedger
    function balanceOf(address token, address account) external view returns (uint256) {
        return _books[token].entries[account].amount;
    }

    /// @inheritdoc IEscrowLedger
    function deposit(address token, uint256 amount) external nonReentrant {
        _pull(token, msg.sender, amount);
    }

    /// @inheritdoc IEscrowLedger
    function depositWithPermit(address token, uint256 amount, bytes calldata authorization) external nonReentrant {
        _permit(token, msg.sender, amount, authorization);
        _pull(token, msg.sender, amount);
    }

    /// @inheritdoc IEscrowLedger
    function depositWithAuthorization(
        address token,
        address from,
        uint256 amount,
        bytes calldata authorization
    ) external nonReentrant {
        _receive(token, from, amount, _decode(authorization));
    }

    /// @inheritdoc IEscrowLedger
    function withdraw(address token, address to, uint256 amount) external nonReentrant {
        if (to == address(0) || to == address(this)) revert Errors.RecipientInvalid(to);
        _debit(_books[token], token, msg.sender, amount);
        emit Withdrawn(token, msg.sender, to, amount);
        IERC20(token).safeTransfer(to, amount);
    }

    /// @dev Takes what comes with an order from `payer`, who called or signed it.
    function _fund(address token, address payer, Funding calldata funding) internal {
        if (funding.kind == FundingKind.Ledger) return;
        if (funding.kind == FundingKind.Authorization) {
            Authorization memory a = _decode(funding.authorization);
            // If somebody carried it before, the payer was credited then, and its balance pays.
            if (!IERC3009(token).authorizationState(payer, a.nonce)) _receive(token, payer, funding.amount, a);
            return;
        }
        if (funding.kind == FundingKind.Permit) _permit(token, payer, funding.amount, funding.authorization);
        _pull(token, payer, funding.amount);
    }

    /// @dev The balances of one token.
    function _book(address token) internal view returns (Book storage) {
        return _books[token];
    }

    function _debit(Book storage book, address token, address account, uint256 amount) internal {
        Balance storage entry = book.entries[account];
        uint256 balance = entry.amount;
        if (balance < amount) revert Errors.BalanceTooLow(token, account, balance, amount);
        // amount <= balance, checked above.
        unchecked {
            entry.amount = balance - amount;
        }
    }

    function _credit(Book storage book, address account, uint256 amount) internal {
        if (amount != 0) book.entries[account].amount += amount;
    }

    /// @dev A permit is a convenience, never an authority: it may have been used by somebody else in the meantime, or the
    /// token may swallow the call. The allowance alone decides.
    function _permit(address token, address owner, uint256 amount, bytes calldata authorization) private {
        (uint256 validUntil, uint8 v, bytes32 r, bytes32 s) = abi.decode(
            authorization,
            (uint256, uint8, bytes32, bytes32)
        );
        try IERC20Permit(token).permit(owner, address(this), amount, validUntil, v, r, s) {} catch {}
    }

    function _decode(bytes calldata authorization) private pure returns (Authorization memory) {
        return abi.decode(authorization, (Authorization));
    }

    function _pull(address token, address from, uint256 amount) private {
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(from, address(this), amount);
        _creditArrived(token, from, before);
    }

    /// @dev Who carries it does not matter: `from` signed it, for this contract alone, and is credited.
    function _receive(address token, address from, uint256 amount, Authorization memory a) private {
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC3009(token).receiveWithAuthorization(
            from,
            address(this),
            amount,
            a.validAfter,
            a.validBefore,
            a.nonce,
            a.v,
            a.r,
            a.s
        );
        _creditArrived(token, from, before);
    }

    /// @dev Credits exactly what arrived. Other calls into the escrow were shut out while the token ran.
    function _creditArrived(address token, address from, uint256 before) private {
        uint256 arrived = IERC20(token).balanceOf(address(this)) - before;
        if (arrived == 0) revert Errors.NothingArrived(token, from);
        _credit(_books[token], from, arrived);
        emit Deposited(token, from, arrived);
    }
}
