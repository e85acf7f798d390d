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
        require(Given.workFits(q) && Given.amounts(o) && Given.shares(o) && Given.attempts(o) && Given.counts(o, q));
        require(Given.time(now_) && claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice && share <= 10_000);
        require(o.windows.open_ <= 90 days);
        rule(share, now_);
        assert(bondDue.provider <= q.work.bond_ && bondDue.requester <= q.work.bond_);
        assert(bondDue.arbiter <= q.work.bond_ && bondDue.arbiter <= o.arbiterFee);
        assert(bondDue.provider + bondDue.requester + bondDue.arbiter == q.work.bond_);
        assert(p.work.bond_ == 0);
    }
}

/// @dev A ruling in part or whole for the provider pays out all that the job locked.
contract RulePaysTheJob is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 share, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(Given.workFits(q) && Given.amounts(o) && Given.shares(o) && Given.attempts(o) && Given.counts(o, q));
        require(Given.time(now_) && claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        require(share > 0 && share <= 10_000);
        uint256 before = locked() + order.stake;
        rule(share, now_);
        assert(p.phase.state_ == JobState.Settled && due.burned == 0);
        assert(due.provider <= type(uint128).max && due.payer <= type(uint128).max && due.feeTo <= type(uint128).max);
        assert(due.provider + due.payer + due.feeTo == before);
        assert(due.provider + due.feeTo <= q.taker.price_ + o.stake);
    }
}

/// @dev A ruling of nothing fails the attempt.
contract RuleOfNothingFails is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 now_) external {
        order = o;
        p = q;
        require(Given.workFits(q) && Given.amounts(o) && Given.shares(o) && Given.attempts(o) && Given.counts(o, q));
        require(Given.time(now_) && o.windows.open_ > 0 && o.windows.open_ <= 90 days);
        uint256 before = locked() + order.stake;
        rule(0, now_);
        JobState to = p.phase.state_;
        assert(to == JobState.Open || to == JobState.Cancelled);
        assert(due.provider <= o.stake && due.burned <= o.stake && due.payer <= type(uint128).max);
        assert(due.provider + due.payer + due.burned + (to == JobState.Open ? locked() : 0) == before);
        assert(due.feeTo == 0);
    }
}

/// @dev When the arbiter is silent it has nothing, and the bond goes to one side whole.
contract LapsePaysTheBond is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(Given.workFits(q) && Given.amounts(o) && Given.shares(o) && Given.attempts(o) && Given.counts(o, q));
        require(Given.time(now_) && claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        require(o.windows.open_ <= 90 days && o.rules.split_ <= 10_000);
        lapse(now_);
        bool isValid = q.phase.verdict_ == Verdict.Valid;
        assert(bondDue.arbiter == 0 && p.work.bond_ == 0);
        assert(bondDue.provider == (isValid ? q.work.bond_ : 0));
        assert(bondDue.requester == (isValid ? 0 : q.work.bond_));
    }
}

/// @dev It pays out all that the job locked, unless the last verdict was Invalid.
contract LapsePaysTheJob is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 claim, uint256 now_) external {
        order = o;
        p = q;
        anyClaim = claim;
        require(Given.workFits(q) && Given.amounts(o) && Given.shares(o) && Given.attempts(o) && Given.counts(o, q));
        require(Given.time(now_) && claim <= q.taker.price_ && q.taker.price_ <= o.maxPrice);
        require(q.phase.verdict_ != Verdict.Invalid && o.rules.split_ <= 10_000);
        uint256 before = locked() + order.stake;
        lapse(now_);
        assert(p.phase.state_ == JobState.Settled || p.phase.state_ == JobState.Cancelled);
        assert(due.provider <= type(uint128).max && due.payer <= type(uint128).max && due.feeTo <= type(uint128).max);
        assert(due.burned == 0 && due.provider + due.payer + due.feeTo == before);
        assert(due.provider + due.feeTo <= q.taker.price_ + o.stake);
    }
}

/// @dev Then it fails the attempt.
contract LapseOfInvalidFails is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 now_) external {
        order = o;
        p = q;
        require(Given.workFits(q) && Given.amounts(o) && Given.shares(o) && Given.attempts(o) && Given.counts(o, q));
        require(Given.time(now_) && o.windows.open_ > 0 && o.windows.open_ <= 90 days);
        require(q.phase.verdict_ == Verdict.Invalid);
        uint256 before = locked() + order.stake;
        lapse(now_);
        JobState to = p.phase.state_;
        assert(to == JobState.Open || to == JobState.Cancelled);
        assert(due.provider <= o.stake && due.burned <= o.stake && due.payer <= type(uint128).max);
        assert(due.provider + due.payer + due.burned + (to == JobState.Open ? locked() : 0) == before);
        assert(due.feeTo == 0);
    }
}

/// @dev Who agrees has its bond back, and the job pays out all.
contract AgreePaysBondAndJob is JobDisputes {
    function prove(Order calldata o, Progress calldata q, uint256 toProvider) external {
        order = o;
        p = q;
        require(Given.workFits(q) && Given.amounts(o) && Given.shares(o) && Given.attempts(o) && Given.counts(o, q));
        require(q.phase.state_ != JobState.Verifying || Given.feeOpen(q));
        require(toProvider <= o.maxPrice);
        uint256 before = locked() + order.stake;
        agree(toProvider);
        assert(p.phase.state_ == JobState.Settled && p.work.bond_ == 0 && bondDue.arbiter == 0);
        assert(q.phase.verdict_ == Verdict.Invalid ? bondDue.requester == 0 : bondDue.provider == 0);
        assert(bondDue.provider <= q.work.bond_ && bondDue.requester <= q.work.bond_);
        assert(bondDue.provider + bondDue.requester == q.work.bond_);
        assert(due.provider <= type(uint128).max && due.payer <= type(uint128).max && due.feeTo <= type(uint128).max);
        assert(due.provider + due.payer + due.feeTo + due.verifier == before);
        assert(due.provider + due.feeTo == toProvider + o.stake);
    }
}
