// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a proof may take for granted
/// @dev Of an order: what `OrderRules.check` lets through, proved in proofs/Terms.sol. Of a job's progress: what every move keeps, as
/// each proof of a move shows: so it holds of every job that the chain holds a commitment to.
library Given {
    function amounts(Order memory o) internal pure returns (bool) {
        return
            o.maxPrice != 0 &&
            o.maxPrice <= type(uint96).max &&
            o.stake <= type(uint96).max &&
            o.verifierFee <= type(uint96).max;
    }

    function shares(Order memory o) internal pure returns (bool) {
        return o.rules.slash_ <= 10_000 && o.rules.resign_ <= o.rules.slash_ && o.rules.fee_ <= 500;
    }

    function attempts(Order memory o) internal pure returns (bool) {
        return o.rules.maxAttempts_ >= 1 && o.rules.maxAttempts_ <= 8;
    }

    function outcomes(Order memory o) internal pure returns (bool) {
        return o.rules.jobError_ <= 10_000 && o.rules.specExceeded_ <= 10_000 && o.rate <= type(uint96).max;
    }

    /// @dev The chain's time, with room for a window: until the year 36,800.
    function time(uint256 now_) internal pure returns (bool) {
        return now_ > 0 && now_ < type(uint40).max - 90 days;
    }

    function counts(Order memory o, Progress memory q) internal pure returns (bool) {
        return q.phase.attempt_ <= o.rules.maxAttempts_ && q.phase.feesPaid_ <= q.phase.attempt_;
    }

    function workFits(Progress memory q) internal pure returns (bool) {
        return q.work.units_ <= type(uint64).max && q.work.bond_ <= type(uint96).max;
    }

    /// @dev While an attempt runs or is verified, no fee was paid for it.
    function feeOpen(Progress memory q) internal pure returns (bool) {
        return q.phase.feesPaid_ < q.phase.attempt_;
    }
}
