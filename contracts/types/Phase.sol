// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {JobState} from "./JobState.sol";
import {Outcome, Verdict} from "./Terms.sol";

/// @notice Where a job stands and until when, in one word: the first of its progress.
/// @dev Bits, from the lowest: state 8 | attempt 8 | feesPaid 8 | outcome 8 | verdict 8 | declined 8 | acceptedAt 40 |
/// phaseEnd 40 | answerBy 40 | challengeFrom 40 | proofWindow 24 | proofFlags 8 | zero 16. What stands above phaseEnd matters to
/// a running attempt only, and is zero in every state but Contracted. Flags: 1 judged, 2 seconds.
type Phase is uint256;

using PhaseLib for Phase global;

/// @dev `with…` changes one field and no other. The value must fit the field: every caller's does, since seconds fit 40 bits
/// until the year 36812 and attempts end at 8.
library PhaseLib {
    uint256 private constant BYTE = type(uint8).max;
    uint256 private constant TIME = type(uint40).max;

    uint256 private constant ATTEMPT = 8;
    uint256 private constant FEES_PAID = 16;
    uint256 private constant OUTCOME = 24;
    uint256 private constant VERDICT = 32;
    uint256 private constant DECLINED = 40;
    uint256 private constant ACCEPTED_AT = 48;
    uint256 private constant PHASE_END = 88;
    uint256 private constant ANSWER_BY = 128;
    uint256 private constant CHALLENGE_FROM = 168;
    uint256 private constant PROOF_WINDOW = 208;
    uint256 private constant PROOF_FLAGS = 232;

    uint256 private constant WINDOW = type(uint24).max;
    uint256 private constant JUDGED = 1;
    uint256 private constant IN_SECONDS = 2;

    function state(Phase self) internal pure returns (JobState) {
        return JobState(Phase.unwrap(self) & BYTE);
    }

    /// @return Whether the job stands in this state, for less gas than reading and comparing it.
    function isIn(Phase self, JobState expected) internal pure returns (bool) {
        return Phase.unwrap(self) & BYTE == uint256(expected);
    }

    /// @return Attempts begun so far. 0 until the first acceptance.
    function attempt(Phase self) internal pure returns (uint256) {
        return (Phase.unwrap(self) >> ATTEMPT) & BYTE;
    }

    /// @return For how many attempts the verifier was paid.
    function feesPaid(Phase self) internal pure returns (uint256) {
        return (Phase.unwrap(self) >> FEES_PAID) & BYTE;
    }

    function outcome(Phase self) internal pure returns (Outcome) {
        return Outcome((Phase.unwrap(self) >> OUTCOME) & BYTE);
    }

    /// @return The last verdict on this attempt.
    function verdict(Phase self) internal pure returns (Verdict) {
        return Verdict((Phase.unwrap(self) >> VERDICT) & BYTE);
    }

    /// @return Whether the exclusive provider declined: the order is open to all.
    function isDeclined(Phase self) internal pure returns (bool) {
        return (Phase.unwrap(self) >> DECLINED) & BYTE != 0;
    }

    /// @return Unix seconds of the acceptance.
    function acceptedAt(Phase self) internal pure returns (uint256) {
        return (Phase.unwrap(self) >> ACCEPTED_AT) & TIME;
    }

    /// @return The last second of the state, in Unix seconds.
    function phaseEnd(Phase self) internal pure returns (uint256) {
        return (Phase.unwrap(self) >> PHASE_END) & TIME;
    }

    /// @return The last second to answer a pending liveness challenge, or 0.
    function answerBy(Phase self) internal pure returns (uint256) {
        return (Phase.unwrap(self) >> ANSWER_BY) & TIME;
    }

    /// @return The first second of the next liveness challenge.
    function challengeFrom(Phase self) internal pure returns (uint256) {
        return (Phase.unwrap(self) >> CHALLENGE_FROM) & TIME;
    }

    /// @return Seconds of the window that begins with the proof: the order's verify window or, without a verifier, its challenge
    /// window. So a proof needs nothing more of the order.
    function proofWindow(Phase self) internal pure returns (uint256) {
        return (Phase.unwrap(self) >> PROOF_WINDOW) & WINDOW;
    }

    /// @return Whether the order names a verifier.
    function isJudged(Phase self) internal pure returns (bool) {
        return (Phase.unwrap(self) >> PROOF_FLAGS) & JUDGED != 0;
    }

    /// @return Whether the order's unit is a second.
    function countsSeconds(Phase self) internal pure returns (bool) {
        return (Phase.unwrap(self) >> PROOF_FLAGS) & IN_SECONDS != 0;
    }

    function withState(Phase self, JobState value) internal pure returns (Phase) {
        return _set(self, 0, BYTE, uint256(value));
    }

    function withAttempt(Phase self, uint256 value) internal pure returns (Phase) {
        return _set(self, ATTEMPT, BYTE, value);
    }

    function withFeesPaid(Phase self, uint256 value) internal pure returns (Phase) {
        return _set(self, FEES_PAID, BYTE, value);
    }

    function withOutcome(Phase self, Outcome value) internal pure returns (Phase) {
        return _set(self, OUTCOME, BYTE, uint256(value));
    }

    function withVerdict(Phase self, Verdict value) internal pure returns (Phase) {
        return _set(self, VERDICT, BYTE, uint256(value));
    }

    function withDeclined(Phase self) internal pure returns (Phase) {
        return _set(self, DECLINED, BYTE, 1);
    }

    function withAcceptedAt(Phase self, uint256 value) internal pure returns (Phase) {
        return _set(self, ACCEPTED_AT, TIME, value);
    }

    function withPhaseEnd(Phase self, uint256 value) internal pure returns (Phase) {
        return _set(self, PHASE_END, TIME, value);
    }

    function withAnswerBy(Phase self, uint256 value) internal pure returns (Phase) {
        return _set(self, ANSWER_BY, TIME, value);
    }

    function withChallengeFrom(Phase self, uint256 value) internal pure returns (Phase) {
        return _set(self, CHALLENGE_FROM, TIME, value);
    }

    /// @param window In 24 bits, like the order's windows.
    function withProofTerms(Phase self, uint256 window, bool judged, bool seconds_) internal pure returns (Phase) {
        uint256 flags = (judged ? JUDGED : 0) | (seconds_ ? IN_SECONDS : 0);
        return _set(_set(self, PROOF_WINDOW, WINDOW, window), PROOF_FLAGS, BYTE, flags);
    }

    /// @return The phase without what matters to a running attempt only.
    function forgetRun(Phase self) internal pure returns (Phase) {
        return Phase.wrap(Phase.unwrap(self) & ((1 << ANSWER_BY) - 1));
    }

    /// @return What outlives an attempt: how many there were, how many verdicts were paid, and a decline.
    function forgetAttempt(Phase self) internal pure returns (Phase) {
        uint256 kept = (BYTE << ATTEMPT) | (BYTE << FEES_PAID) | (BYTE << DECLINED);
        return Phase.wrap(Phase.unwrap(self) & kept);
    }

    function _set(Phase self, uint256 shift, uint256 mask, uint256 value) private pure returns (Phase) {
        return Phase.wrap((Phase.unwrap(self) & ~(mask << shift)) | (value << shift));
    }
}
