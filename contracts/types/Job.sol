// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {JobState} from "./JobState.sol";
import {Order} from "./Order.sol";
import {Outcome, Verdict} from "./Terms.sol";

/// @notice What changes in the life of a job, as the moves work on it.
struct Progress {
    JobState state;
    /// Attempts begun so far. 0 until the first acceptance.
    uint8 attempt;
    /// The provider of this attempt; in Open, the one that failed the last attempt, or zero.
    address provider;
    /// The price agreed for this attempt.
    uint96 price;
    /// Unix seconds of the acceptance.
    uint40 acceptedAt;
    /// The last second of the state, in Unix seconds.
    uint40 phaseEnd;
    /// The last second to answer a pending liveness challenge, or 0.
    uint40 answerBy;
    /// The first second of the next liveness challenge.
    uint40 challengeFrom;
    /// Whether the exclusive provider declined: the order is open to all.
    bool declined;
    /// The sha-256 digest in the CID of the manifest.
    bytes32 proofHash;
    Outcome outcome;
    /// Engine steps, or seconds since acceptance.
    uint64 units;
    /// What the provider is paid if the commitment stands.
    uint96 claim;
    /// The last verdict on this attempt.
    Verdict verdict;
    /// How many attempts the verifier was paid for.
    uint8 feesPaid;
    /// The bond of a dispute: the requester's after a challenge, the provider's after a contest.
    uint96 bond;
}

/// @notice The same as it travels, in four words: nobody signs it, and every word of calldata costs.
/// @dev Bits, from the lowest.
struct PackedProgress {
    /// state 8 | attempt 8 | feesPaid 8 | outcome 8 | verdict 8 | declined 8 | acceptedAt 40 | phaseEnd 40 | answerBy 40 |
    /// challengeFrom 40 | zero 48
    uint256 phase;
    /// provider 160 | price 96
    uint256 taker;
    bytes32 proofHash;
    /// units 64 | claim 96 | bond 96
    uint256 work;
}

/// @notice A job as it travels: its terms and where it stands. The chain keeps a commitment; callers bring the job.
struct Job {
    Order order;
    PackedProgress progress;
}
