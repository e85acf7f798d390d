// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ProgressPacking} from "../libraries/ProgressPacking.sol";
import {PackedProgress, Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {LaneWord, LaneWordLib} from "../types/LaneWord.sol";
import {Rules} from "../types/Rules.sol";
import {Windows} from "../types/Windows.sol";

/// @title The packing libraries, callable
/// @dev For tests.
contract PackingProbe {
    function pack(Progress calldata progress) external pure returns (PackedProgress memory) {
        return ProgressPacking.pack(progress);
    }

    function unpack(PackedProgress calldata packed) external pure returns (Progress memory) {
        return ProgressPacking.unpack(packed);
    }

    function windows(Windows w) external pure returns (uint256[7] memory) {
        return [w.open(), w.run(), w.verify(), w.challenge(), w.contest(), w.ruling(), w.liveness()];
    }

    function rules(Rules r) external pure returns (uint256[10] memory) {
        return
            [
                r.slash(),
                r.resign(),
                r.jobError(),
                r.specExceeded(),
                r.split(),
                r.fee(),
                r.maxAttempts(),
                r.fallbackBits(),
                r.unitKindBits(),
                r.flags()
            ];
    }

    function flags(Rules r) external pure returns (bool isPublic, bool isCompletable, bool isSampled) {
        return (r.isPublic(), r.isCompletable(), r.isSampled());
    }

    function packLane(uint256 sequence, bytes32 commitment, uint8 state) external pure returns (LaneWord) {
        return LaneWordLib.pack(sequence, commitment, state);
    }

    function readLane(LaneWord word) external pure returns (uint256 sequence, JobState state, bool isFree) {
        return (word.sequence(), word.state(), word.isFree());
    }
}
