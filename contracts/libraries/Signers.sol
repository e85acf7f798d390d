// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title Did this account sign this digest?
/// @dev ECDSA first, so that a plain key goes on to work after its account delegates its code (EIP-7702); then ERC-1271
/// with bounded gas, of whose answer one word is read, however long it is.
library Signers {
    /// What an ERC-1271 signer may burn. If less is left, it may fail to answer, and its signature counts as missing: no move goes on
    /// without one that it needs, so the caller gains nothing by it.
    uint256 internal constant ERC1271_GAS = 50_000;

    function hasSigned(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        (address recovered, ECDSA.RecoverError status, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (status == ECDSA.RecoverError.NoError && recovered == signer) return true;
        return _contractHasSigned(signer, digest, signature);
    }

    function _contractHasSigned(
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) private view returns (bool valid) {
        bytes memory data = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bytes32 magic = bytes32(IERC1271.isValidSignature.selector);
        uint256 gasLimit = ERC1271_GAS;
        // In assembly, since a high-level call copies the whole answer, which the signer may have made huge.
        assembly ("memory-safe") {
            mstore(0, 0)
            let success := staticcall(gasLimit, signer, add(data, 32), mload(data), 0, 32)
            valid := and(success, and(gt(returndatasize(), 31), eq(mload(0), magic)))
        }
    }
}
