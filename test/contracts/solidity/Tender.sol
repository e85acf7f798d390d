// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestDollar} from "../../../contracts/mocks/TestDollar.sol";
import {Digests} from "./Digests.sol";
import {Handler} from "./Handler.sol";
import {vm} from "./Vm.sol";

/// @title What an owner of tokens signs so that the escrow may take them
abstract contract Tender is Handler {
    uint256 private _nonces;

    /// @return An ERC-2612 permit for the escrow, as the escrow takes it. It holds in this second.
    function _permit(address token, address owner, uint256 amount) internal view returns (bytes memory) {
        bytes32 hash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                owner,
                address(_escrow),
                amount,
                TestDollar(token).nonces(owner),
                block.timestamp
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = _signToken(token, owner, hash);
        return abi.encode(block.timestamp, v, r, s);
    }

    /// @return An ERC-3009 authorization for the escrow, as the escrow takes it. It holds in this second.
    function _authorization(
        address token,
        address from,
        uint256 amount,
        bytes32 nonce
    ) internal view returns (bytes memory) {
        bytes32 hash = keccak256(
            abi.encode(
                keccak256(
                    "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
                ),
                from,
                address(_escrow),
                amount,
                0,
                block.timestamp + 1,
                nonce
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = _signToken(token, from, hash);
        return abi.encode(0, block.timestamp + 1, nonce, v, r, s);
    }

    /// @return One that no authorization has used.
    function _freshNonce() internal returns (bytes32) {
        return keccak256(abi.encode(address(this), _nonces++));
    }

    function _signToken(address token, address who, bytes32 hash) private view returns (uint8 v, bytes32 r, bytes32 s) {
        return vm.sign(_world.keyOf(who), Digests.typed(TestDollar(token).DOMAIN_SEPARATOR(), hash));
    }
}
