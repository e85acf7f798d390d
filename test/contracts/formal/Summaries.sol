// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OrderRules} from "./OrderRules.sol";
import {Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {Given} from "./Given.sol";

/// @dev How a move ended an attempt or a job.
enum Ending {
    None,
    Settled,
    Refunded,
    RefundedWithStake,
    Failed
}

/// @title The endings, as the moves that choose among them see them
/// @dev What each ending does with the money is proved on the real one, in proofs/Endings.sol, of whatever fulfils what is asserted
/// here. So of a move it is enough to prove that it ends by the right one, at most once, with what that one may be given.
abstract contract JobEndings is OrderRules {
    Ending internal ending;
    uint256 internal paidOut;
    uint256 internal slashed;
    bool internal isVerifierPaid;

    /// @dev Any amount that proofs/Terms.sol leaves open.
    function claimDown() internal view returns (uint256) {
        return anyClaim;
    }

    function settle(uint256 paid) internal {
        assert(paid <= order.maxPrice);
        paidOut = paid;
        _end(Ending.Settled);
        p.phase = p.phase.forgetRun().withState(JobState.Settled);
    }

    function refund() internal {
        _end(Ending.Refunded);
        p.phase = p.phase.forgetRun().withState(JobState.Cancelled);
    }

    function refundWithStake() internal {
        _end(Ending.RefundedWithStake);
        p.phase = p.phase.forgetRun().withState(JobState.Cancelled);
    }

    function fail(uint256 share, uint256 now_) internal {
        assert(share <= 10_000 && Given.time(now_));
        slashed = share;
        _end(Ending.Failed);
    }

    function payVerifier() internal {
        assert(ending == Ending.None && Given.feeOpen(p));
        isVerifierPaid = true;
        p.phase = p.phase.withFeesPaid(p.phase.feesPaid() + 1);
    }

    function _end(Ending how) private {
        assert(ending == Ending.None && Given.counts(order, p));
        ending = how;
    }
}
