// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What the count in a commitment counts.
enum UnitKind {
    Steps, //   0  steps of the metered engine, recomputed by the verifier
    Seconds //  1  seconds since acceptance, bounded by the chain's clock
}

/// @notice What follows when the verifier stays silent for the whole verify window. Both sides agreed to it in the order.
enum Fallback {
    Claimed, //  0  the claim stands, with a fresh challenge window
    Refund, //   1  the payer is refunded and the stake returns
    Disputed //  2  the arbiter decides
}

/// @notice How a run ended, as the provider commits to it. A provider's own fault is a resignation, never an outcome.
enum Outcome {
    None, //         0  not submitted
    Success, //      1  the program ended well: rate times units, up to the price
    JobError, //     2  the requester's program failed: the job-error share of that
    SpecExceeded //  3  the program passed a deterministic limit of its spec: the spec-exceeded share of that
}

/// @notice What a verifier says of a commitment.
enum Verdict {
    None, //         0  not given
    Valid, //        1  confirms the commitment exactly
    Invalid, //      2  something in the commitment is wrong
    Inconclusive //  3  could not be judged; changes nothing
}

/// @notice Where tokens for an order come from. They come from the payer's own address, and are credited to it first.
enum FundingKind {
    Ledger, //     0  nothing is pulled: the payer's balance in the escrow pays
    Allowance, //  1  ERC-20 allowance
    Permit, //     2  ERC-2612 permit, then allowance; `authorization` is abi.encode(deadline, v, r, s)
    Authorization //  3  ERC-3009; `authorization` is abi.encode(validAfter, validBefore, nonce, v, r, s)
}

/// @notice Why an attempt failed. The values are the signed shares of the stake that burn.
enum FailReason {
    Late, //      0  no proof before the deadline, or no answer to a liveness challenge
    Resigned, //  1  the provider gave the job back: the smaller share
    Invalid, //   2  the verifier said Invalid, and it was not contested or not overruled
    Ruled //      3  the arbiter gave the provider nothing
}
