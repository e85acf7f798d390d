// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {JobState} from "./JobState.sol";

/// @notice All that the chain stores of a job, in a word that the requester's next job in the lane uses again.
/// @dev Bits, from the lowest: state 8 | commitment 208 | sequence 40. The commitment is the upper part of a keccak-256
/// hash over id and progress: two states with one commitment take about 2^104 hashes to find. Once written, a word is
/// never zero again, so that every later write changes a non-zero word into another (2,900 gas instead of 20,000).
type LaneWord is uint256;

using LaneWordLib for LaneWord global;

library LaneWordLib {
    uint256 private constant STATE_BITS = 8;
    uint256 private constant SEQUENCE_SHIFT = 216;
    uint256 private constant STATE_MASK = type(uint8).max;
    uint256 private constant COMMITMENT_MASK = uint256(type(uint208).max) << STATE_BITS;

    /// @param sequence_ In 40 bits.
    /// @param commitment A keccak-256 hash, of which bits 8 to 215 are kept.
    /// @param phase A job's phase, or a state: its lowest 8 bits are kept.
    function pack(uint256 sequence_, bytes32 commitment, uint256 phase) internal pure returns (LaneWord) {
        return
            LaneWord.wrap(
                (sequence_ << SEQUENCE_SHIFT) | (uint256(commitment) & COMMITMENT_MASK) | (phase & STATE_MASK)
            );
    }

    /// @return The sequence of the lane's last order.
    function sequence(LaneWord self) internal pure returns (uint256) {
        return LaneWord.unwrap(self) >> SEQUENCE_SHIFT;
    }

    /// @return The state of the lane's last order.
    function state(LaneWord self) internal pure returns (JobState) {
        return JobState(uint8(LaneWord.unwrap(self) & STATE_MASK));
    }

    /// @return Whether a new order may use the lane: it never held one, or the last one is over.
    function isFree(LaneWord self) internal pure returns (bool) {
        uint256 last = LaneWord.unwrap(self) & STATE_MASK;
        return
            last == uint256(JobState.None) || last == uint256(JobState.Settled) || last == uint256(JobState.Cancelled);
    }
}
