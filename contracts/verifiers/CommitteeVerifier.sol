// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ICommitteeVerifier} from "../interfaces/ICommitteeVerifier.sol";
import {Errors} from "../libraries/Errors.sol";

/// @title Committee verifier
contract CommitteeVerifier is ICommitteeVerifier, EIP712 {
    bytes32 private constant ATTESTATION = keccak256("Attestation(bytes32 digest)");
    bytes4 private constant REFUSED = 0xffffffff;
    uint256 private constant SIGNATURE_BYTES = 65;
    /// The escrow asks with 50,000 gas. A signature takes 4,400 of it, a member 300: beyond these, a full bundle would not be heard.
    uint256 private constant MAX_QUORUM = 8;
    uint256 private constant MAX_MEMBERS = 24;

    /// @inheritdoc ICommitteeVerifier
    uint256 public immutable quorum;

    /// @inheritdoc ICommitteeVerifier
    bytes32 public immutable membersHash;

    /// @param members Ascending, none twice, at most 24.
    /// @param quorum_ How many of them must sign, at most 8.
    constructor(address[] memory members, uint256 quorum_) EIP712("Millrace Committee", "1") {
        if (quorum_ == 0 || quorum_ > members.length || quorum_ > MAX_QUORUM || members.length > MAX_MEMBERS) {
            revert Errors.CommitteeInvalid(members.length, quorum_);
        }
        address last = address(0);
        for (uint256 i = 0; i < members.length; i++) {
            if (members[i] <= last) revert Errors.CommitteeInvalid(members.length, quorum_);
            last = members[i];
        }
        quorum = quorum_;
        membersHash = keccak256(abi.encodePacked(members));
        emit CommitteeFormed(members, quorum_);
    }

    /// @inheritdoc ICommitteeVerifier
    function attestationOf(bytes32 digest) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(ATTESTATION, digest)));
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 digest, bytes calldata bundle) external view returns (bytes4) {
        (address[] memory members, bytes memory signed) = abi.decode(bundle, (address[], bytes));
        if (keccak256(abi.encodePacked(members)) != membersHash) return REFUSED;
        return
            _countSigners(attestationOf(digest), members, signed) >= quorum
                ? IERC1271.isValidSignature.selector
                : REFUSED;
    }

    /// @return signers How many members have signed; 0 if anything in the bundle is not as it must be.
    function _countSigners(
        bytes32 attestation,
        address[] memory members,
        bytes memory signed
    ) private pure returns (uint256 signers) {
        uint256 mapBytes = (members.length + 7) / 8;
        if (signed.length < mapBytes) return 0;
        for (uint256 i = 0; i < members.length; i++) {
            if (uint8(signed[i / 8]) & (1 << (i % 8)) == 0) continue;
            uint256 start = mapBytes + signers * SIGNATURE_BYTES;
            if (signed.length < start + SIGNATURE_BYTES) return 0;
            (address recovered, , ) = ECDSA.tryRecover(attestation, _slice(signed, start));
            if (recovered != members[i]) return 0;
            signers++;
        }
        if (signed.length != mapBytes + signers * SIGNATURE_BYTES) return 0;
    }

    function _slice(bytes memory data, uint256 start) private pure returns (bytes memory part) {
        part = new bytes(SIGNATURE_BYTES);
        // 65 bytes from `start`, which the caller has checked to lie within `data`.
        assembly ("memory-safe") {
            mcopy(add(part, 32), add(add(data, 32), start), SIGNATURE_BYTES)
        }
    }
}
