// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev A provider that is asked has a whole window to answer, and another after it before its run ends.
contract ChallengeLeavesTwoWindows is JobLiveness {
    function prove(Order calldata o, Progress calldata q, uint256 now_) external {
        order = o;
        p = q;
        require(Given.time(now_) && o.windows.liveness_ > 0 && q.phase.phaseEnd_ <= type(uint40).max);
        challenge(0, now_);
        assert(p.phase.answerBy_ == now_ + o.windows.liveness_);
        assert(p.phase.answerBy_ + o.windows.liveness_ <= p.phase.phaseEnd_);
        assert(p.phase.phaseEnd_ == q.phase.phaseEnd_ && p.phase.state_ == q.phase.state_);
        assert(q.phase.answerBy_ == 0 && now_ >= q.phase.challengeFrom_);
    }
}

/// @dev An answer ends the challenge, and nobody may ask for a quarter of the run.
contract AnswerEndsTheChallenge is JobLiveness {
    function prove(Order calldata o, Progress calldata q, uint256 now_) external {
        order = o;
        p = q;
        require(Given.time(now_) && o.windows.run_ <= 90 days);
        answer(0, now_);
        assert(q.phase.answerBy_ != 0 && p.phase.answerBy_ == 0);
        assert(p.phase.challengeFrom_ == now_ + o.windows.run_ / 4);
        assert(p.phase.phaseEnd_ == q.phase.phaseEnd_ && p.phase.state_ == q.phase.state_);
    }
}
