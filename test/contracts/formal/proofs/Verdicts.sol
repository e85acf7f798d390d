// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The verifier is paid, the job ends nowhere, and the provider has a while to contest.
contract InvalidRejects is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 now_) external {
        order = o;
        p = q;
        require(ending == Ending.None && !isVerifierPaid);
        require(Given.counts(o, q) && Given.feeOpen(q) && Given.time(now_) && o.windows.contest_ <= 90 days);
        judge(Verdict.Invalid, now_);
        assert(p.phase.state_ == JobState.Rejected && p.phase.verdict_ == Verdict.Invalid);
        assert(o.windows.contest_ == 0 || p.phase.phaseEnd_ > now_);
        assert(isVerifierPaid && ending == Ending.None);
        assert(Given.counts(o, p));
    }
}

/// @dev The claim stands for a while, or is paid at once where the order has no while.
contract ValidClaimsOrSettles is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(ending == Ending.None && !isVerifierPaid);
        require(Given.counts(o, q) && Given.feeOpen(q) && Given.time(now_) && o.windows.challenge_ <= 90 days);
        require(claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        judge(Verdict.Valid, now_);
        bool claimed = p.phase.state_ == JobState.Claimed;
        assert(claimed || p.phase.state_ == JobState.Settled);
        assert(claimed == (o.windows.challenge_ != 0) && (!claimed || p.phase.phaseEnd_ > now_));
        assert(isVerifierPaid && ending == (claimed ? Ending.None : Ending.Settled));
        assert(claimed || paidOut == claim);
        assert(Given.counts(o, p));
    }
}

/// @dev The verifier is paid whose verdict is not waited for, and no other.
contract ApproveSettles is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 claim) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(ending == Ending.None && !isVerifierPaid);
        require(Given.counts(o, q) && (q.phase.state_ != JobState.Verifying || Given.feeOpen(q)));
        require(claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        approve();
        assert(p.phase.state_ == JobState.Settled && ending == Ending.Settled && paidOut == claim);
        assert(isVerifierPaid == (q.phase.state_ == JobState.Verifying));
    }
}

/// @dev Poke of Open, Contracted and Rejected: nobody is paid.
contract PokeRefundsOrFails is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 now_) external {
        order = o;
        p = q;
        require(ending == Ending.None && !isVerifierPaid && Given.counts(o, q) && Given.shares(o) && Given.time(now_));
        JobState from = q.phase.state_;
        require(from == JobState.Open || from == JobState.Contracted || from == JobState.Rejected);
        poke(now_);
        assert(ending == (from == JobState.Open ? Ending.Refunded : Ending.Failed));
        assert(from == JobState.Open || slashed == o.rules.slash_);
        assert(!isVerifierPaid);
    }
}

/// @dev Poke of Verifying and Claimed: silence pays no more than the claim, and only what succeeded or was judged Valid. Nothing burns.
contract PokeFallsBackOrPays is JobMoves {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(ending == Ending.None && !isVerifierPaid && Given.counts(o, q) && Given.time(now_));
        require(claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        require(o.windows.challenge_ <= 90 days && o.windows.ruling_ > 0 && o.windows.ruling_ <= 90 days);
        JobState from = q.phase.state_;
        require(from == JobState.Verifying || from == JobState.Claimed);
        poke(now_);
        JobState to = p.phase.state_;
        bool pays = q.phase.outcome_ == Outcome.Success || q.phase.verdict_ == Verdict.Valid;
        assert(ending == Ending.None || ending == Ending.Settled || ending == Ending.RefundedWithStake);
        assert(ending != Ending.Settled || (pays && paidOut == claim && to == JobState.Settled));
        assert(ending != Ending.RefundedWithStake || to == JobState.Cancelled);
        assert(ending != Ending.None || (from == JobState.Verifying && pays && p.phase.phaseEnd_ > now_));
        assert(ending != Ending.None || to == JobState.Claimed || to == JobState.Disputed);
        assert(!isVerifierPaid && p.phase.feesPaid_ == q.phase.feesPaid_);
    }
}
