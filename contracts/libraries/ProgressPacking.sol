// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PackedProgress, Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {Outcome, Verdict} from "../types/Terms.sol";

/// @title Between the progress of a job as it travels and as the moves work on it
/// @dev `unpack` is called on words that match the commitment in a lane, so that they came from `pack`: no bit of them is
/// out of place.
library ProgressPacking {
    function pack(Progress memory p) internal pure returns (PackedProgress memory packed) {
        packed.phase =
            uint256(p.state) |
            (uint256(p.attempt) << 8) |
            (uint256(p.feesPaid) << 16) |
            (uint256(p.outcome) << 24) |
            (uint256(p.verdict) << 32) |
            (p.declined ? uint256(1) << 40 : 0) |
            (uint256(p.acceptedAt) << 48) |
            (uint256(p.phaseEnd) << 88) |
            (uint256(p.answerBy) << 128) |
            (uint256(p.challengeFrom) << 168);
        packed.taker = uint256(uint160(p.provider)) | (uint256(p.price) << 160);
        packed.proofHash = p.proofHash;
        packed.work = uint256(p.units) | (uint256(p.claim) << 64) | (uint256(p.bond) << 160);
    }

    function unpack(PackedProgress memory packed) internal pure returns (Progress memory p) {
        uint256 phase = packed.phase;
        p.state = JobState(uint8(phase));
        p.attempt = uint8(phase >> 8);
        p.feesPaid = uint8(phase >> 16);
        p.outcome = Outcome(uint8(phase >> 24));
        p.verdict = Verdict(uint8(phase >> 32));
        p.declined = uint8(phase >> 40) != 0;
        p.acceptedAt = uint40(phase >> 48);
        p.phaseEnd = uint40(phase >> 88);
        p.answerBy = uint40(phase >> 128);
        p.challengeFrom = uint40(phase >> 168);
        p.provider = address(uint160(packed.taker));
        p.price = uint96(packed.taker >> 160);
        p.proofHash = packed.proofHash;
        p.units = uint64(packed.work);
        p.claim = uint96(packed.work >> 64);
        p.bond = uint96(packed.work >> 160);
    }
}
