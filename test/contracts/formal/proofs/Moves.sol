// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

contract OpenWaitsForProviders is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 now_) external {
        order = o;
        p = q;
        require(Given.time(now_) && o.windows.open_ > 0 && o.windows.open_ <= 90 days);
        open(now_);
        assert(p.phase.state_ == JobState.Open && p.phase.phaseEnd_ > now_);
        assert(p.phase.attempt_ == q.phase.attempt_ && p.phase.feesPaid_ == q.phase.feesPaid_);
    }
}

/// @dev One attempt more, at most maxAttempts; the run ends later; no fee was paid for the new attempt.
contract ContractBeginsAnAttempt is JobMoves {
    function prove(Order calldata o, Progress calldata q, address who, uint256 price, uint256 now_) external {
        order = o;
        p = q;
        require(Given.attempts(o) && Given.counts(o, q) && Given.time(now_));
        require(q.phase.attempt_ < o.rules.maxAttempts_ && q.phase.answerBy_ == 0);
        require(o.maxPrice <= type(uint96).max && price <= o.maxPrice);
        require(o.windows.run_ > 0 && o.windows.run_ <= 90 days);
        take(who, price, now_);
        assert(p.phase.state_ == JobState.Contracted && p.phase.phaseEnd_ > now_);
        assert(p.phase.attempt_ == q.phase.attempt_ + 1);
        assert(Given.counts(o, p) && Given.feeOpen(p));
        assert(p.taker.provider_ == who && p.taker.price_ == price);
        assert(p.phase.acceptedAt_ == now_ && p.phase.answerBy_ == 0);
        assert(p.phase.challengeFrom_ >= now_ && p.phase.challengeFrom_ <= p.phase.phaseEnd_);
    }
}

/// @dev Before its verdict a proof has the window that was noted when the job was contracted.
contract SubmitOpensTheProofWindow is JobMoves {
    function prove(Progress calldata q, Commitment calldata c, uint256 now_) external {
        p = q;
        require(Given.time(now_) && q.phase.proofWindow_ > 0 && q.phase.proofWindow_ <= 90 days);
        require(q.phase.acceptedAt_ <= now_);
        submit(0, c, now_);
        assert(p.phase.state_ == (q.phase.judged_ ? JobState.Verifying : JobState.Claimed));
        assert(p.phase.phaseEnd_ > now_ && p.phase.answerBy_ == 0);
        assert(p.phase.attempt_ == q.phase.attempt_ && p.phase.feesPaid_ == q.phase.feesPaid_);
        assert(p.phase.outcome_ != Outcome.None && p.proofHash != 0);
        assert(!q.phase.seconds_ || p.work.units_ <= now_ - q.phase.acceptedAt_);
        assert(p.work.bond_ == 0 && p.taker.price_ == q.taker.price_);
    }
}

/// @dev The deadline is never after the end of the state, and is the answer's while one is due before it.
contract DeadlineIsTheSooner is JobMoves {
    function prove(Phase calldata phase) external {
        uint256 end = deadline(phase);
        assert(end <= phase.phaseEnd_);
        assert(phase.answerBy_ == 0 || end <= phase.answerBy_);
        assert(end == phase.phaseEnd_ || end == phase.answerBy_);
    }
}
