// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev A job that ends with `paid`: all that was locked is credited, and nobody but provider, payer and feeTo gets anything.
contract SettlePaysAllThatWasLocked is JobEndings {
    function prove(Order calldata o, Progress calldata q, uint256 paid) external {
        order = o;
        p = q;
        require(Given.amounts(o) && Given.shares(o) && Given.attempts(o) && Given.counts(o, q));
        require(paid <= o.maxPrice);
        uint256 before = locked() + order.stake;
        settle(paid);
        assert(due.provider <= type(uint128).max && due.payer <= type(uint128).max && due.feeTo <= type(uint128).max);
        assert(due.provider + due.payer + due.feeTo == before);
        assert(due.provider <= o.maxPrice + o.stake);
        assert(due.provider + due.feeTo == paid + o.stake);
        assert(p.phase.state_ == JobState.Settled);
    }
}

contract RefundPaysAllThatWasLocked is JobEndings {
    function prove(Order calldata o, Progress calldata q) external {
        order = o;
        p = q;
        require(Given.amounts(o) && Given.attempts(o) && Given.counts(o, q));
        uint256 before = locked() + order.stake;
        refundWithStake();
        assert(due.provider <= type(uint128).max && due.payer <= type(uint128).max);
        assert(due.provider + due.payer == before);
        assert(due.provider == o.stake);
        assert(p.phase.state_ == JobState.Cancelled);
    }
}

/// @dev The verifier's fee comes out of what the payer locked, and is counted.
contract PayVerifierMovesOneFee is JobEndings {
    function prove(Order calldata o, Progress calldata q) external {
        order = o;
        p = q;
        require(Given.amounts(o) && Given.attempts(o) && Given.counts(o, q) && Given.feeOpen(q));
        uint256 before = locked();
        payVerifier();
        assert(locked() + due.verifier == before);
        assert(due.verifier == o.verifierFee);
        assert(p.phase.feesPaid_ == q.phase.feesPaid_ + 1);
        assert(Given.counts(o, p));
    }
}

/// @dev With attempts left, the stake burns or returns, and what the payer locked stays.
contract FailKeepsTheLock is JobEndings {
    function prove(Order calldata o, Progress calldata q, uint256 share, uint256 now_) external {
        order = o;
        p = q;
        require(Given.amounts(o) && Given.attempts(o) && Given.counts(o, q) && Given.time(now_) && share <= 10_000);
        require(o.windows.open_ <= 90 days && q.phase.attempt_ < o.rules.maxAttempts_);
        uint256 before = locked();
        fail(share, now_);
        assert(due.burned <= o.stake && due.provider <= o.stake);
        assert(due.provider + due.burned == o.stake);
        assert(due.payer == 0 && locked() == before);
    }
}

/// @dev Then the job is open for a while, and of the attempt remains what the next one must know.
contract FailOpensAgain is JobEndings {
    function prove(Order calldata o, Progress calldata q, uint256 share, uint256 now_) external {
        order = o;
        p = q;
        require(o.stake <= type(uint96).max && share <= 10_000 && Given.time(now_));
        require(o.windows.open_ > 0 && o.windows.open_ <= 90 days && q.phase.attempt_ < o.rules.maxAttempts_);
        fail(share, now_);
        assert(p.phase.state_ == JobState.Open && p.phase.phaseEnd_ > now_);
        assert(p.phase.attempt_ == q.phase.attempt_ && p.phase.feesPaid_ == q.phase.feesPaid_);
        assert(p.phase.declined_ == q.phase.declined_ && p.taker.provider_ == q.taker.provider_);
        assert(p.phase.answerBy_ == 0 && p.taker.price_ == 0 && p.work.units_ == 0 && p.work.bond_ == 0);
        assert(p.phase.verdict_ == Verdict.None && p.phase.outcome_ == Outcome.None);
    }
}

/// @dev Without: all is paid out.
contract FailCancels is JobEndings {
    function prove(Order calldata o, Progress calldata q, uint256 share, uint256 now_) external {
        order = o;
        p = q;
        require(Given.amounts(o) && Given.attempts(o) && Given.counts(o, q) && Given.time(now_) && share <= 10_000);
        require(q.phase.attempt_ == o.rules.maxAttempts_);
        uint256 before = locked() + order.stake;
        fail(share, now_);
        assert(due.burned <= o.stake && due.provider <= o.stake && due.payer <= type(uint128).max);
        assert(due.provider + due.burned + due.payer == before);
        assert(p.phase.state_ == JobState.Cancelled);
    }
}
