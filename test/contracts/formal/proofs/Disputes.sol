// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

contract DisputeTakesABond is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(Given.workFits(q) && o.maxPrice <= type(uint96).max && o.arbiterFee <= type(uint96).max);
        require(Given.time(now_) && claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        require(o.windows.ruling_ > 0 && o.windows.ruling_ <= 90 days);
        uint256 bond = open(now_);
        assert(bond >= o.arbiterFee && (bond <= q.taker.price_ || bond == o.arbiterFee));
        assert(p.work.bond_ == bond && p.work.units_ == q.work.units_);
        assert(p.phase.state_ == JobState.Disputed && p.phase.phaseEnd_ > now_);
        assert(p.phase.verdict_ == q.phase.verdict_ && p.phase.attempt_ == q.phase.attempt_);
    }
}

/// @dev A ruling pays out the whole bond, whoever gets it.
contract RulePaysTheBond is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 share, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(ending == Ending.None && Given.workFits(q) && Given.counts(o, q) && Given.shares(o));
        require(Given.time(now_) && claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice && share <= 10_000);
        require(o.maxPrice <= type(uint96).max);
        rule(share, now_);
        assert(bondDue.provider <= q.work.bond_ && bondDue.requester <= q.work.bond_);
        assert(bondDue.arbiter <= q.work.bond_ && bondDue.arbiter <= o.arbiterFee);
        assert(bondDue.provider + bondDue.requester + bondDue.arbiter == q.work.bond_);
        assert(p.work.bond_ == 0);
    }
}

/// @dev A ruling of nothing fails the attempt, and any other settles the job for at most the price.
contract RuleSettlesOrFails is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 share, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(ending == Ending.None && Given.workFits(q) && Given.counts(o, q) && Given.shares(o));
        require(Given.time(now_) && claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice && share <= 10_000);
        require(o.maxPrice <= type(uint96).max);
        rule(share, now_);
        assert(ending == (share == 0 ? Ending.Failed : Ending.Settled));
        assert(share == 0 || paidOut <= claim);
        assert(share != 0 || slashed == o.rules.slash_);
        assert(share != 10_000 || paidOut == claim);
    }
}

/// @dev When the arbiter is silent it has nothing, and the bond goes to one side whole.
contract LapsePaysTheBond is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(ending == Ending.None && Given.workFits(q) && Given.counts(o, q) && Given.shares(o));
        require(Given.time(now_) && claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        require(o.maxPrice <= type(uint96).max && o.rules.split_ <= 10_000);
        require(bondDue.provider == 0 && bondDue.requester == 0 && bondDue.arbiter == 0);
        lapse(now_);
        bool isValid = q.phase.verdict_ == Verdict.Valid;
        assert(bondDue.arbiter == 0 && p.work.bond_ == 0);
        assert(bondDue.provider == (isValid ? q.work.bond_ : 0));
        assert(bondDue.requester == (isValid ? 0 : q.work.bond_));
    }
}

/// @dev The last verdict stands; without one, a success is paid at most whole, and anything else is refunded.
contract LapseEndsAsTheVerdictSays is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(ending == Ending.None && Given.workFits(q) && Given.counts(o, q) && Given.shares(o));
        require(Given.time(now_) && claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        require(o.maxPrice <= type(uint96).max && o.rules.split_ <= 10_000);
        lapse(now_);
        Verdict verdict = q.phase.verdict_;
        bool isSuccess = q.phase.outcome_ == Outcome.Success;
        assert(verdict != Verdict.Invalid || (ending == Ending.Failed && slashed == o.rules.slash_));
        assert(verdict != Verdict.Valid || (ending == Ending.Settled && paidOut == claim));
        assert(verdict == Verdict.Invalid || verdict == Verdict.Valid || ending != Ending.Failed);
        assert(ending != Ending.Settled || verdict == Verdict.Valid || isSuccess);
        assert(ending != Ending.Settled || paidOut <= claim);
        assert(ending != Ending.None && ending != Ending.Refunded);
    }
}

/// @dev Who agrees has its bond back, and the job settles for what both signed.
contract AgreePaysBondAndJob is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 toProvider) external {
        order = o;
        p = q;
        require(ending == Ending.None && !isVerifierPaid && Given.workFits(q) && Given.counts(o, q));
        require(q.phase.state_ != JobState.Verifying || Given.feeOpen(q));
        require(toProvider <= o.maxPrice);
        require(bondDue.provider == 0 && bondDue.requester == 0 && bondDue.arbiter == 0);
        agree(toProvider);
        assert(ending == Ending.Settled && paidOut == toProvider);
        assert(isVerifierPaid == (q.phase.state_ == JobState.Verifying));
        assert(p.work.bond_ == 0 && bondDue.arbiter == 0);
        assert(q.phase.verdict_ == Verdict.Invalid ? bondDue.requester == 0 : bondDue.provider == 0);
        assert(bondDue.provider <= q.work.bond_ && bondDue.requester <= q.work.bond_);
        assert(bondDue.provider + bondDue.requester == q.work.bond_);
    }
}
