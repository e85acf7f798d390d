// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {JobState} from "./JobState.sol";
import {Outcome, Verdict} from "./Terms.sol";

/// @notice The phase with a variable for each field, in place of bits in a word. That the word behaves like this is proved apart.
struct Phase {
    JobState state_;
    uint256 attempt_;
    uint256 feesPaid_;
    Outcome outcome_;
    Verdict verdict_;
    bool declined_;
    uint256 acceptedAt_;
    uint256 phaseEnd_;
    uint256 answerBy_;
    uint256 challengeFrom_;
    uint256 proofWindow_;
    bool judged_;
    bool seconds_;
}

using PhaseLib for Phase global;

/// @dev A value that does not fit its field is a failed proof, where the word would spill into the next field. The fields themselves
/// are whole: the solver loses itself in what cuts a value to its width.
library PhaseLib {
    function state(Phase memory self) internal pure returns (JobState) {
        return self.state_;
    }

    function isIn(Phase memory self, JobState expected) internal pure returns (bool) {
        return self.state_ == expected;
    }

    function attempt(Phase memory self) internal pure returns (uint256) {
        return self.attempt_;
    }

    function feesPaid(Phase memory self) internal pure returns (uint256) {
        return self.feesPaid_;
    }

    function outcome(Phase memory self) internal pure returns (Outcome) {
        return self.outcome_;
    }

    function verdict(Phase memory self) internal pure returns (Verdict) {
        return self.verdict_;
    }

    function isDeclined(Phase memory self) internal pure returns (bool) {
        return self.declined_;
    }

    function acceptedAt(Phase memory self) internal pure returns (uint256) {
        return self.acceptedAt_;
    }

    function phaseEnd(Phase memory self) internal pure returns (uint256) {
        return self.phaseEnd_;
    }

    function answerBy(Phase memory self) internal pure returns (uint256) {
        return self.answerBy_;
    }

    function challengeFrom(Phase memory self) internal pure returns (uint256) {
        return self.challengeFrom_;
    }

    function proofWindow(Phase memory self) internal pure returns (uint256) {
        return self.proofWindow_;
    }

    function isJudged(Phase memory self) internal pure returns (bool) {
        return self.judged_;
    }

    function countsSeconds(Phase memory self) internal pure returns (bool) {
        return self.seconds_;
    }

    function withState(Phase memory self, JobState value) internal pure returns (Phase memory next) {
        next = self;
        next.state_ = value;
    }

    function withAttempt(Phase memory self, uint256 value) internal pure returns (Phase memory next) {
        assert(value <= type(uint8).max);
        next = self;
        next.attempt_ = value;
    }

    function withFeesPaid(Phase memory self, uint256 value) internal pure returns (Phase memory next) {
        assert(value <= type(uint8).max);
        next = self;
        next.feesPaid_ = value;
    }

    function withOutcome(Phase memory self, Outcome value) internal pure returns (Phase memory next) {
        next = self;
        next.outcome_ = value;
    }

    function withVerdict(Phase memory self, Verdict value) internal pure returns (Phase memory next) {
        next = self;
        next.verdict_ = value;
    }

    function withDeclined(Phase memory self) internal pure returns (Phase memory next) {
        next = self;
        next.declined_ = true;
    }

    function withAcceptedAt(Phase memory self, uint256 value) internal pure returns (Phase memory next) {
        assert(value <= type(uint40).max);
        next = self;
        next.acceptedAt_ = value;
    }

    function withPhaseEnd(Phase memory self, uint256 value) internal pure returns (Phase memory next) {
        assert(value <= type(uint40).max);
        next = self;
        next.phaseEnd_ = value;
    }

    function withAnswerBy(Phase memory self, uint256 value) internal pure returns (Phase memory next) {
        assert(value <= type(uint40).max);
        next = self;
        next.answerBy_ = value;
    }

    function withChallengeFrom(Phase memory self, uint256 value) internal pure returns (Phase memory next) {
        assert(value <= type(uint40).max);
        next = self;
        next.challengeFrom_ = value;
    }

    function withProofTerms(
        Phase memory self,
        uint256 window,
        bool judged,
        bool inSeconds
    ) internal pure returns (Phase memory next) {
        assert(window <= type(uint24).max);
        next = self;
        next.proofWindow_ = window;
        next.judged_ = judged;
        next.seconds_ = inSeconds;
    }

    function forgetRun(Phase memory self) internal pure returns (Phase memory next) {
        next = self;
        next.answerBy_ = 0;
        next.challengeFrom_ = 0;
        next.proofWindow_ = 0;
        next.judged_ = false;
        next.seconds_ = false;
    }

    function forgetAttempt(Phase memory self) internal pure returns (Phase memory next) {
        // Nothing is read of `self` once `next` is written to: for the checker, they might be one.
        next = self;
        next.state_ = JobState.None;
        next.outcome_ = Outcome.None;
        next.verdict_ = Verdict.None;
        next.acceptedAt_ = 0;
        next.phaseEnd_ = 0;
        next.answerBy_ = 0;
        next.challengeFrom_ = 0;
        next.proofWindow_ = 0;
        next.judged_ = false;
        next.seconds_ = false;
    }
}
