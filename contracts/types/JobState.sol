// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Where a job stands. Every state but None and the two final ones has a deadline, after which anyone may poke.
enum JobState {
    None, //       0  nothing was ever posted under this order
    Open, //       1  funded; waits for a provider until the open window ends
    Contracted, // 2  a provider runs it, its stake is locked; waits for a proof until the run window ends
    Verifying, //  3  a proof is committed; waits for the verifier until the verify window ends
    Claimed, //    4  the provider's claim stands; the requester may challenge it until the challenge window ends
    Rejected, //   5  the verifier said Invalid; the provider may contest it until the contest window ends
    Disputed, //   6  waits for the arbiter until the ruling window ends
    Settled, //    7  final: a claim, or an agreed or ruled part of it, was paid
    Cancelled //   8  final: nothing was paid, the payer has everything back
}
