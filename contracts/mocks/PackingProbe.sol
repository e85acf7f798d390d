// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {LaneWord, LaneWordLib} from "../types/LaneWord.sol";
import {Phase} from "../types/Phase.sol";
import {Rules} from "../types/Rules.sol";
import {TakerLib} from "../types/Taker.sol";
import {Outcome, Verdict} from "../types/Terms.sol";
import {Windows} from "../types/Windows.sol";
import {WorkLib} from "../types/Work.sol";

/// @title The packing libraries, callable
/// @dev For tests.
contract PackingProbe {
    /// @notice The fields of a job's progress, one by one.
    struct Fields {
        JobState state;
        uint256 attempt;
        address provider;
        uint256 price;
        uint256 acceptedAt;
        uint256 phaseEnd;
        uint256 answerBy;
        uint256 challengeFrom;
        bool declined;
        bytes32 proofHash;
        Outcome outcome;
        uint256 units;
        Verdict verdict;
        uint256 feesPaid;
        uint256 bond;
        uint256 proofWindow;
        bool judged;
        bool inSeconds;
    }

    function read(Progress calldata p) external pure returns (Fields memory f) {
        f.state = p.phase.state();
        f.attempt = p.phase.attempt();
        f.provider = p.taker.provider();
        f.price = p.taker.price();
        f.acceptedAt = p.phase.acceptedAt();
        f.phaseEnd = p.phase.phaseEnd();
        f.answerBy = p.phase.answerBy();
        f.challengeFrom = p.phase.challengeFrom();
        f.declined = p.phase.isDeclined();
        f.proofHash = p.proofHash;
        f.outcome = p.phase.outcome();
        f.units = p.work.units();
        f.verdict = p.phase.verdict();
        f.feesPaid = p.phase.feesPaid();
        f.bond = p.work.bond();
        f.proofWindow = p.phase.proofWindow();
        f.judged = p.phase.isJudged();
        f.inSeconds = p.phase.countsSeconds();
    }

    /// @notice Sets every field for which there is a way, in the words of `p`.
    function write(Progress memory p, Fields memory f) external pure returns (Progress memory) {
        p.phase = p
            .phase
            .withState(f.state)
            .withAttempt(f.attempt)
            .withFeesPaid(f.feesPaid)
            .withOutcome(f.outcome)
            .withVerdict(f.verdict)
            .withAcceptedAt(f.acceptedAt)
            .withPhaseEnd(f.phaseEnd)
            .withAnswerBy(f.answerBy)
            .withChallengeFrom(f.challengeFrom)
            .withProofTerms(f.proofWindow, f.judged, f.inSeconds);
        if (f.declined) p.phase = p.phase.withDeclined();
        p.taker = TakerLib.pack(f.provider, f.price);
        p.proofHash = f.proofHash;
        p.work = WorkLib.pack(f.units, f.bond);
        return p;
    }

    function forgetRun(Phase phase) external pure returns (Phase) {
        return phase.forgetRun();
    }

    function forgetAttempt(Phase phase) external pure returns (Phase) {
        return phase.forgetAttempt();
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

    function packLane(uint256 sequence, bytes32 commitment, uint256 state) external pure returns (LaneWord) {
        return LaneWordLib.pack(sequence, commitment, state);
    }

    function readLane(LaneWord word) external pure returns (uint256 sequence, JobState state, bool isFree) {
        return (word.sequence(), word.state(), word.isFree());
    }
}
