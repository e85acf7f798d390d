// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress} from "../types/Job.sol";
import {LaneWord} from "../types/LaneWord.sol";
import {Commitment, Quote} from "../types/Messages.sol";
import {Verdict} from "../types/Terms.sol";

/// @title EIP-712 struct hashes of everything that is signed
/// @dev One type per purpose, so that no signature can be read as another. The type strings are the source of
/// sdk/src/generated/typed-data.ts. Messages other than order, quote, commitment and verdict name the lane word on which
/// they act: they work once, and only there.
library MessageHash {
    bytes32 internal constant ORDER = keccak256(
        "Order(address requester,address payer,address provider,address token,address verifier,address arbiter,address feeTo,uint256 maxPrice,uint256 minPrice,uint256 rate,uint256 stake,uint256 verifierFee,uint256 arbiterFee,uint256 exclusiveUntil,uint256 windows,uint256 rules,uint256 lane,uint256 sequence,bytes32 specHash)"
    );
    bytes32 internal constant QUOTE = keccak256(
        "Quote(bytes32 order,uint256 attempt,address provider,uint256 price,uint256 validUntil)"
    );
    bytes32 internal constant CLOSE = keccak256(
        "Close(bytes32 order,Quote quote)Quote(bytes32 order,uint256 attempt,address provider,uint256 price,uint256 validUntil)"
    );
    bytes32 internal constant COMMITMENT = keccak256(
        "Commitment(bytes32 job,uint8 attempt,address provider,bytes32 proofHash,uint8 outcome,uint64 units)"
    );
    bytes32 internal constant VERDICT = keccak256(
        "Verdict(bytes32 job,uint8 attempt,address provider,bytes32 proofHash,uint8 outcome,uint64 units,uint8 verdict,bytes32 evidence)"
    );
    bytes32 internal constant CANCEL = keccak256("Cancel(bytes32 job,uint256 word)");
    bytes32 internal constant ACCEPT = keccak256("Accept(bytes32 job,uint256 word,address provider)");
    bytes32 internal constant APPROVE = keccak256("Approve(bytes32 job,uint256 word)");
    bytes32 internal constant DECLINE = keccak256("Decline(bytes32 job,uint256 word,bytes32 reason)");
    bytes32 internal constant CHALLENGE_LIVENESS = keccak256("ChallengeLiveness(bytes32 job,uint256 word)");
    bytes32 internal constant HEARTBEAT = keccak256(
        "Heartbeat(bytes32 job,uint256 word,bytes32 checkpoint,uint64 units)"
    );
    bytes32 internal constant RESIGN = keccak256("Resign(bytes32 job,uint256 word,bytes32 reason)");
    bytes32 internal constant CHALLENGE = keccak256("Challenge(bytes32 job,uint256 word,bytes32 reason)");
    bytes32 internal constant CONTEST = keccak256("Contest(bytes32 job,uint256 word,bytes32 reason)");
    bytes32 internal constant RULE = keccak256("Rule(bytes32 job,uint256 word,uint256 share,bytes32 reason)");
    bytes32 internal constant AGREE = keccak256(
        "Agree(bytes32 job,uint256 word,uint8 attempt,address provider,uint256 toProvider)"
    );

    function quote(Quote calldata q) internal pure returns (bytes32) {
        return keccak256(abi.encode(QUOTE, q));
    }

    function close(bytes32 id, bytes32 quoteHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(CLOSE, id, quoteHash));
    }

    function commitment(
        bytes32 id,
        uint256 attempt,
        address provider,
        Commitment calldata c
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(COMMITMENT, id, attempt, provider, c));
    }

    /// @param p The job's progress, which holds the commitment that is judged.
    function verdict(bytes32 id, Progress memory p, Verdict v, bytes32 evidence) internal pure returns (bytes32) {
        uint256 attempt = p.phase.attempt();
        address provider = p.taker.provider();
        return
            keccak256(
                abi.encode(VERDICT, id, attempt, provider, p.proofHash, p.phase.outcome(), p.work.units(), v, evidence)
            );
    }

    /// @param typeHash Of a message that names nothing but the job and its word.
    function onWord(bytes32 typeHash, bytes32 id, LaneWord word) internal pure returns (bytes32) {
        return keccak256(abi.encode(typeHash, id, word));
    }

    /// @param typeHash Of a message that also names a reason.
    function onWord(bytes32 typeHash, bytes32 id, LaneWord word, bytes32 reason) internal pure returns (bytes32) {
        return keccak256(abi.encode(typeHash, id, word, reason));
    }

    function heartbeat(bytes32 id, LaneWord word, bytes32 checkpoint, uint64 units) internal pure returns (bytes32) {
        return keccak256(abi.encode(HEARTBEAT, id, word, checkpoint, units));
    }

    function rule(bytes32 id, LaneWord word, uint256 share, bytes32 reason) internal pure returns (bytes32) {
        return keccak256(abi.encode(RULE, id, word, share, reason));
    }

    function agree(bytes32 id, LaneWord word, Progress memory p, uint256 toProvider) internal pure returns (bytes32) {
        return keccak256(abi.encode(AGREE, id, word, p.phase.attempt(), p.taker.provider(), toProvider));
    }

    function accept(bytes32 id, LaneWord word, address provider) internal pure returns (bytes32) {
        return keccak256(abi.encode(ACCEPT, id, word, provider));
    }
}
