// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC3009} from "../../interfaces/IERC3009.sol";

/// @title A token that calls somebody from within the call that a test chooses, before it moves anything or after
/// @dev For tests. What a call from within a view answered cannot be told or kept: there the answer has to be the one expected, or
/// the view fails.
contract CallbackToken is ERC20, IERC3009 {
    enum Site {
        None,
        TransferFrom,
        Transfer,
        Permit,
        ReceiveWithAuthorization,
        BalanceOf,
        AuthorizationState
    }

    Site private _site;
    bool private _early;
    address private _target;
    bytes private _data;
    bytes32 private _expected;

    /// @notice What the call from within came to.
    event CalledBack(Site site, bool success, bytes answer);

    error AnswerOther(bytes answer);

    constructor() ERC20("Callback", "BACK") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @param early Whether it calls before it moves, as a sender's hook does, or after, as a receiver's.
    /// @param expected The hash of the answer, for the sites that are views.
    function setCallback(Site site, bool early, address target, bytes calldata data, bytes32 expected) external {
        (_site, _early, _target, _data, _expected) = (site, early, target, data, expected);
    }

    function permit(address owner, address spender, uint256 amount, uint256, uint8, bytes32, bytes32) external {
        if (_early) _callBack(Site.Permit);
        _approve(owner, spender, amount);
        if (!_early) _callBack(Site.Permit);
    }

    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256,
        uint256,
        bytes32,
        uint8,
        bytes32,
        bytes32
    ) external {
        if (_early) _callBack(Site.ReceiveWithAuthorization);
        _transfer(from, to, value);
        if (!_early) _callBack(Site.ReceiveWithAuthorization);
    }

    function authorizationState(address, bytes32) external view returns (bool) {
        _lookBack(Site.AuthorizationState);
        return false;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (_early) _callBack(Site.Transfer);
        _transfer(msg.sender, to, amount);
        if (!_early) _callBack(Site.Transfer);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (_early) _callBack(Site.TransferFrom);
        _spendAllowance(from, msg.sender, amount);
        _transfer(from, to, amount);
        if (!_early) _callBack(Site.TransferFrom);
        return true;
    }

    function balanceOf(address account) public view override returns (uint256) {
        _lookBack(Site.BalanceOf);
        return super.balanceOf(account);
    }

    function _callBack(Site site) private {
        if (_site != site) return;
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory answer) = _target.call(_data);
        emit CalledBack(site, success, answer);
    }

    function _lookBack(Site site) private view {
        if (_site != site) return;
        (, bytes memory answer) = _target.staticcall(_data);
        if (keccak256(answer) != _expected) revert AnswerOther(answer);
    }
}
