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

contract InvalidRejects is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 now_) external {
        order = o;
        p = q;
        require(Given.amounts(o) && Given.attempts(o) && Given.counts(o, q) && Given.feeOpen(q) && Given.time(now_));
        require(o.windows.contest_ <= 90 days);
        uint256 before = locked();
        judge(Verdict.Invalid, now_);
        assert(p.phase.state_ == JobState.Rejected && p.phase.verdict_ == Verdict.Invalid);
        assert(o.windows.contest_ == 0 || p.phase.phaseEnd_ > now_);
        assert(due.verifier == o.verifierFee && locked() + due.verifier == before);
        assert(due.provider == 0 && due.payer == 0 && due.feeTo == 0);
        assert(Given.counts(o, p));
    }
}

contract ValidClaimsOrSettles is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(Given.amounts(o) && Given.shares(o));
        require(Given.attempts(o) && Given.counts(o, q) && Given.feeOpen(q) && Given.time(now_));
        require(o.windows.challenge_ <= 90 days && claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        uint256 before = locked();
        judge(Verdict.Valid, now_);
        bool claimed = p.phase.state_ == JobState.Claimed;
        assert(claimed || p.phase.state_ == JobState.Settled);
        assert(claimed == (o.windows.challenge_ != 0) && (!claimed || p.phase.phaseEnd_ > now_));
        assert(due.provider <= type(uint128).max && due.payer <= type(uint128).max && due.feeTo <= type(uint128).max);
        assert(due.verifier == o.verifierFee);
        assert(!claimed || locked() + due.verifier == before);
        assert(claimed || due.provider + due.payer + due.feeTo + due.verifier == before + o.stake);
        assert(claimed || due.provider + due.feeTo <= q.taker.price_ + o.stake);
    }
}

contract ApproveSettles is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 claim) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(Given.amounts(o) && Given.shares(o) && Given.attempts(o) && Given.counts(o, q));
        require(q.phase.state_ != JobState.Verifying || Given.feeOpen(q));
        require(claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        uint256 before = locked() + order.stake;
        approve();
        assert(p.phase.state_ == JobState.Settled);
        assert(due.provider <= type(uint128).max && due.payer <= type(uint128).max && due.feeTo <= type(uint128).max);
        assert(due.provider + due.payer + due.feeTo + due.verifier == before);
        assert(due.verifier == (q.phase.state_ == JobState.Verifying ? o.verifierFee : 0));
        assert(due.provider + due.feeTo <= q.taker.price_ + o.stake);
    }
}

/// @dev Poke of Open, Contracted and Rejected.
contract PokeRefundsOrFails is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 now_) external {
        order = o;
        p = q;
        require(Given.amounts(o) && Given.shares(o) && Given.attempts(o) && Given.counts(o, q) && Given.time(now_));
        require(o.windows.open_ > 0 && o.windows.open_ <= 90 days);
        JobState from = q.phase.state_;
        require(from == JobState.Open || from == JobState.Contracted || from == JobState.Rejected);
        uint256 before = locked() + (from == JobState.Open ? 0 : order.stake);
        poke(now_);
        JobState to = p.phase.state_;
        assert(to == JobState.Cancelled || (to == JobState.Open && from != JobState.Open));
        assert(due.provider <= o.stake && due.burned <= o.stake && due.payer <= type(uint128).max);
        assert(due.feeTo == 0 && due.verifier == 0);
        assert(due.provider + due.burned + due.payer + (to == JobState.Open ? locked() : 0) == before);
    }
}

/// @dev Poke of Verifying and Claimed: nothing burns.
contract PokeFallsBackOrPays is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(Given.amounts(o) && Given.shares(o));
        require(
            Given.attempts(o) &&
                Given.counts(o, q) &&
                Given.time(now_) &&
                claim <= q.taker.price_ &&
                q.taker.price_ <= o.maxPrice
        );
        require(o.windows.challenge_ <= 90 days && o.windows.ruling_ <= 90 days);
        JobState from = q.phase.state_;
        require(from == JobState.Verifying || from == JobState.Claimed);
        uint256 before = locked() + order.stake;
        poke(now_);
        JobState to = p.phase.state_;
        bool ended = to == JobState.Settled || to == JobState.Cancelled;
        assert(ended || (from == JobState.Verifying && (to == JobState.Claimed || to == JobState.Disputed)));
        assert(due.provider <= type(uint128).max && due.payer <= type(uint128).max && due.feeTo <= type(uint128).max);
        assert(due.burned == 0 && due.verifier == 0);
        assert(due.provider + due.payer + due.feeTo == (ended ? before : 0));
        assert(due.provider + due.feeTo <= q.taker.price_ + o.stake);
        assert(ended || p.phase.feesPaid_ == q.phase.feesPaid_);
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
