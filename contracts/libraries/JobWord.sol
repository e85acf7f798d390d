// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress} from "../types/Job.sol";
import {LaneWord, LaneWordLib} from "../types/LaneWord.sol";
import {Phase} from "../types/Phase.sol";

/// @title What a lane holds of a job
library JobWord {
    /// @param id The hash of the order, which names the lane and its sequence.
    /// @param p Where the job stands.
    /// @return The word of the lane while the job stands so.
    function wordFor(bytes32 id, uint256 sequence, Progress memory p) internal pure returns (LaneWord) {
        bytes32 commitment;
        // keccak256(abi.encode(id, p.phase, p.taker, p.proofHash, p.work)), for half of the gas.
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, id)
            mcopy(add(start, 32), p, 128)
            commitment := keccak256(start, 160)
        }
        return LaneWordLib.pack(sequence, commitment, Phase.unwrap(p.phase));
    }
}
