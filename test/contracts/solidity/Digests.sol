// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress} from "../../../contracts/types/Job.sol";
import {Commitment, Quote} from "../../../contracts/types/Messages.sol";
import {Order} from "../../../contracts/types/Order.sol";
import {ATTEMPT, Bits} from "./Bits.sol";

/// @title What the roles sign, written a second time
/// @dev A message that lacks a field on the chain's side has another hash than here, and nothing that is signed here would pass.
library Digests {
    using Bits for Progress;

    string private constant QUOTE =
        "Quote(bytes32 order,uint256 attempt,address provider,uint256 price,uint256 validUntil)";

    function domain(address escrow) internal view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
        );
        return keccak256(abi.encode(typeHash, keccak256("Millrace"), keccak256("1"), block.chainid, escrow));
    }

    function typed(bytes32 domainHash, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domainHash, structHash));
    }

    function order(Order memory o) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Order(address requester,address payer,address provider,address token,address verifier,address arbiter,address feeTo,uint256 maxPrice,uint256 minPrice,uint256 rate,uint256 stake,uint256 verifierFee,uint256 arbiterFee,uint256 exclusiveUntil,uint256 windows,uint256 rules,uint256 lane,uint256 sequence,bytes32 specHash)"
        );
        return keccak256(abi.encode(typeHash, o));
    }

    function quote(Quote memory q) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(QUOTE)), q));
    }

    function close(bytes32 id, Quote memory q) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(abi.encodePacked("Close(bytes32 order,Quote quote)", QUOTE));
        return keccak256(abi.encode(typeHash, id, quote(q)));
    }

    function commitment(bytes32 id, Progress memory p, Commitment memory c) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Commitment(bytes32 job,uint8 attempt,address provider,bytes32 proofHash,uint8 outcome,uint64 units)"
        );
        return keccak256(abi.encode(typeHash, id, p.small(ATTEMPT), p.provider(), c));
    }

    function verdict(
        bytes32 id,
        Progress memory p,
        Commitment memory c,
        uint256 said,
        bytes32 evidence
    ) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Verdict(bytes32 job,uint8 attempt,address provider,bytes32 proofHash,uint8 outcome,uint64 units,uint8 verdict,bytes32 evidence)"
        );
        return keccak256(abi.encode(typeHash, id, p.small(ATTEMPT), p.provider(), c, said, evidence));
    }

    /// @param message `Name(bytes32 job,uint256 word`, without its end.
    function onWord(string memory message, bytes32 id, uint256 word) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(abi.encodePacked(message, ")")), id, word));
    }

    function withReason(
        string memory message,
        bytes32 id,
        uint256 word,
        bytes32 reason
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(abi.encodePacked(message, ",bytes32 reason)")), id, word, reason));
    }

    function accept(bytes32 id, uint256 word, address provider) internal pure returns (bytes32) {
        return
            keccak256(abi.encode(keccak256("Accept(bytes32 job,uint256 word,address provider)"), id, word, provider));
    }

    function heartbeat(bytes32 id, uint256 word, bytes32 checkpoint, uint64 units) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("Heartbeat(bytes32 job,uint256 word,bytes32 checkpoint,uint64 units)");
        return keccak256(abi.encode(typeHash, id, word, checkpoint, units));
    }

    function rule(bytes32 id, uint256 word, uint256 share, bytes32 reason) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("Rule(bytes32 job,uint256 word,uint256 share,bytes32 reason)");
        return keccak256(abi.encode(typeHash, id, word, share, reason));
    }

    function agree(bytes32 id, uint256 word, Progress memory p, uint256 paid) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Agree(bytes32 job,uint256 word,uint8 attempt,address provider,uint256 toProvider)"
        );
        return keccak256(abi.encode(typeHash, id, word, p.small(ATTEMPT), p.provider(), paid));
    }
}
