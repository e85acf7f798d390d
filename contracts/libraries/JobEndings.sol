// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {Order} from "../types/Order.sol";
import {Outcome, Verdict} from "../types/Terms.sol";
import {OrderRules} from "./OrderRules.sol";

/// @notice What the ledger newly owes to whom, in the order's token.
/// @dev Over the life of a job, all credits sum to all that was locked: P2.
struct Credits {
    uint256 provider;
    uint256 payer;
    uint256 verifier;
    uint256 feeTo;
    uint256 burned;
}

/// @title How an attempt or a job ends, as pure functions
/// @dev What is locked for a job in the payer's name is `OrderRules.lock` less the verifier fees already credited; beside it
/// stand the stake and the bond. Every remainder goes to the payer.
library JobEndings {
    using OrderRules for Order;

    /// @return What is left of the payer's lock.
    function locked(Order calldata order, Progress memory p) internal pure returns (uint256) {
        return order.lock() - uint256(order.verifierFee) * p.feesPaid;
    }

    /// @dev Ends the job with `paid` for the provider, of which the fee share goes to `feeTo`.
    function settle(Order calldata order, Progress memory p, uint256 paid) internal pure returns (Credits memory out) {
        p.state = JobState.Settled;
        // Rounds down, in the provider's favour.
        out.feeTo = OrderRules.shareDown(paid, order.rules.fee());
        out.provider = paid - out.feeTo + order.stake;
        out.payer = locked(order, p) - paid;
    }

    /// @dev Pays the verifier for this attempt, out of what the payer locked. At a final state the payer's refund, already
    /// counted, shrinks by it.
    function payVerifier(Order calldata order, Progress memory p, Credits memory out) internal pure returns (uint256) {
        p.feesPaid += 1;
        if (p.state == JobState.Settled) out.payer -= order.verifierFee;
        return order.verifierFee;
    }

    /// @dev Ends the job with nothing paid.
    function refund(Order calldata order, Progress memory p) internal pure returns (Credits memory out) {
        p.state = JobState.Cancelled;
        out.payer = locked(order, p);
    }

    /// @dev Ends the job with nothing paid, by nobody's fault.
    function refundWithStake(Order calldata order, Progress memory p) internal pure returns (Credits memory out) {
        out = refund(order, p);
        out.provider = order.stake;
    }

    /// @dev Ends the attempt by the provider's fault. The slash burns, so that nobody gains by making another fail. With
    /// attempts left the job is open again, with its escrow, a fresh window and a fresh ramp.
    /// @param share Of the stake, in basis points. Rounds down, in the provider's favour.
    function fail(
        Order calldata order,
        Progress memory p,
        uint256 share,
        uint256 now_
    ) internal pure returns (Credits memory out) {
        if (p.attempt < order.rules.maxAttempts()) {
            p.state = JobState.Open;
            p.phaseEnd = uint40(now_ + order.windows.open());
            _forgetAttempt(p);
        } else {
            out = refund(order, p);
        }
        out.burned = OrderRules.shareDown(order.stake, share);
        out.provider = order.stake - out.burned;
    }

    /// @dev All but the number of the attempt and who failed it.
    function _forgetAttempt(Progress memory p) private pure {
        p.price = 0;
        p.acceptedAt = 0;
        p.answerBy = 0;
        p.challengeFrom = 0;
        p.proofHash = 0;
        p.outcome = Outcome.None;
        p.units = 0;
        p.claim = 0;
        p.verdict = Verdict.None;
        p.bond = 0;
    }
}
