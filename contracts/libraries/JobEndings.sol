// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {Order} from "../types/Order.sol";
import {TakerLib} from "../types/Taker.sol";
import {Work} from "../types/Work.sol";
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
/// stand the stake and the bond. Every remainder goes to the payer. Each function writes what falls due into `due`.
library JobEndings {
    using OrderRules for Order;

    /// @return What is left of the payer's lock.
    function locked(Order calldata order, Progress memory p) internal pure returns (uint256) {
        // At most one fee per attempt, for a verdict, an approval or an agreement: the lock covers maxAttempts of them.
        unchecked {
            return order.maxPrice + order.verifierFee * (order.rules.maxAttempts() - p.phase.feesPaid());
        }
    }

    /// @return What the provider is paid if its commitment stands. Rounds down, in the payer's favour.
    function claimDown(Order calldata order, Progress memory p) internal pure returns (uint256) {
        return order.claimDown(p.taker.price(), p.phase.outcome(), p.work.units());
    }

    /// @dev Ends the job with `paid` for the provider, of which the fee share goes to `feeTo`.
    function settle(Order calldata order, Progress memory p, uint256 paid, Credits memory due) internal pure {
        p.phase = p.phase.forgetRun().withState(JobState.Settled);
        // Rounds down, in the provider's favour.
        uint256 fee = OrderRules.shareDown(paid, order.rules.fee());
        due.feeTo = fee;
        // fee <= paid, which is a claim, a part of one, or what both agreed on: at most maxPrice, which is locked. All in 96 bits.
        unchecked {
            due.provider = paid - fee + order.stake;
            due.payer = locked(order, p) - paid;
        }
    }

    /// @dev Pays the verifier for this attempt, out of what the payer locked. Before an ending, whose refund so shrinks by it.
    function payVerifier(Order calldata order, Progress memory p, Credits memory due) internal pure {
        // At most once per attempt, of which there are at most 8.
        unchecked {
            p.phase = p.phase.withFeesPaid(p.phase.feesPaid() + 1);
        }
        due.verifier = order.verifierFee;
    }

    /// @dev Ends the job with nothing paid.
    function refund(Order calldata order, Progress memory p, Credits memory due) internal pure {
        p.phase = p.phase.forgetRun().withState(JobState.Cancelled);
        due.payer = locked(order, p);
    }

    /// @dev Ends the job with nothing paid, by nobody's fault.
    function refundWithStake(Order calldata order, Progress memory p, Credits memory due) internal pure {
        refund(order, p, due);
        due.provider = order.stake;
    }

    /// @dev Ends the attempt by the provider's fault. The slash burns, so that nobody gains by making another fail. With
    /// attempts left the job is open again, with its escrow, a fresh window and a fresh ramp.
    /// @param share Of the stake, in basis points. Rounds down, in the provider's favour.
    function fail(
        Order calldata order,
        Progress memory p,
        uint256 share,
        uint256 now_,
        Credits memory due
    ) internal pure {
        if (p.phase.attempt() < order.rules.maxAttempts()) {
            p.phase = p.phase.forgetAttempt().withState(JobState.Open).withPhaseEnd(now_ + order.windows.open());
            p.taker = TakerLib.pack(p.taker.provider(), 0);
            p.proofHash = 0;
            p.work = Work.wrap(0);
        } else {
            refund(order, p, due);
        }
        uint256 stake = order.stake;
        uint256 burned = OrderRules.shareDown(stake, share);
        due.burned = burned;
        // share <= 10,000, so burned <= stake.
        unchecked {
            due.provider = stake - burned;
        }
    }
}
