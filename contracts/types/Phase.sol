// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {JobState} from "./JobState.sol";
import {Outcome, Verdict} from "./Terms.sol";

/// @notice Where a job stands and until when, in one word: the first of its progress.
/// @dev Bits, from the lowest: state 8 | attempt 8 | feesPaid 8 | outcome 8 | verdict 8 | declined 8 | acceptedAt 40 |
/// phaseEnd 40 | answerBy 40 | challengeFrom 40 | zero 48.
type Phase is uint256;

using PhaseLib for Phase global;

/// @dev `with…` changes one field and no other. The value must fit the field: every caller's does, since seconds fit 40 bits
/// until the year 36812 and attempts end at 8.
library PhaseLib {
    uint256 private constant BYTE = type(uint8).max;
    uint256 private constant SECONDS = type(uint40).max;

    uint256 private constant ATTEMPT = 8;
    uint256 private constant FEES_PAID = 16;
    uint256 private constant OUTCOME = 24;
    uint256 private constant VERDICT = 32;
    uint256 private constant DECLINED = 40;
    uint256 private constant ACCEPTED_AT = 48;
    uint256 private constant PHASE_END = 88;
    uint256 private constant ANSWER_BY = 128;
    uint256 private constant CHALLENGE_FROM = 168;

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
        return (Phase.unwrap(self) >> ACCEPTED_AT) & SECONDS;
    }

    /// @return The last second of the state, in Unix seconds.
    function phaseEnd(Phase self) internal pure returns (uint256) {
        return (Phase.unwrap(self) >> PHASE_END) & SECONDS;
    }

    /// @return The last second to answer a pending liveness challenge, or 0.
    function answerBy(Phase self) internal pure returns (uint256) {
        return (Phase.unwrap(self) >> ANSWER_BY) & SECONDS;
    }

    /// @return The first second of the next liveness challenge.
    function challengeFrom(Phase self) internal pure returns (uint256) {
        return (Phase.unwrap(self) >> CHALLENGE_FROM) & SECONDS;
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

    function withAcceptedAt(Phase self, uint256 value) internal pure returns (Phase) {
        return _set(self, ACCEPTED_AT, SECONDS, value);
    }

    function withPhaseEnd(Phase self, uint256 value) internal pure returns (Phase) {
        return _set(self, PHASE_END, SECONDS, value);
    }

    function withAnswerBy(Phase self, uint256 value) internal pure returns (Phase) {
        return _set(self, ANSWER_BY, SECONDS, value);
    }

    function withChallengeFrom(Phase self, uint256 value) internal pure returns (Phase) {
        return _set(self, CHALLENGE_FROM, SECONDS, value);
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
