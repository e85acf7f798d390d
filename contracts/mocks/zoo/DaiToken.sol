// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title A token with the permit that came before ERC-2612: all or nothing, and under another selector
/// @dev For tests.
contract DaiToken is ERC20, EIP712 {
    bytes32 private constant PERMIT = keccak256(
        "Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool allowed)"
    );

    mapping(address holder => uint256) public nonces;

    error PermitInvalid();

    constructor() ERC20("Dai", "DAI") EIP712("Dai", "1") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function permit(
        address holder,
        address spender,
        uint256 nonce,
        uint256 expiry,
        bool allowed,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        bytes32 structHash = keccak256(abi.encode(PERMIT, holder, spender, nonce, expiry, allowed));
        bool isSigned = ECDSA.recover(_hashTypedDataV4(structHash), v, r, s) == holder;
        if (!isSigned || nonce != nonces[holder]++) revert PermitInvalid();
        _approve(holder, spender, allowed ? type(uint256).max : 0);
    }
}
