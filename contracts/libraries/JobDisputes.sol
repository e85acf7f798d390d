// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {Order} from "../types/Order.sol";
import {Outcome, Verdict} from "../types/Terms.sol";
import {WorkLib} from "../types/Work.sol";
import {Credits, JobEndings} from "./JobEndings.sol";
import {OrderRules} from "./OrderRules.sol";

/// @notice To whom a bond goes. The three sum to the bond.
struct BondCredits {
    uint256 provider;
    uint256 requester;
    uint256 arbiter;
}

/// @title Disputes and how they end, as pure functions
/// @dev A bond is between the two sides of a dispute, requester and provider; what the payer locked never pays for it. Who posted
/// it follows from the verdict: after Invalid the provider contested, else the requester challenged.
library JobDisputes {
    using OrderRules for Order;

    /// The share of the claim that a bond is at least, in basis points.
    uint256 private constant BOND_SHARE = 1_000;

    /// @dev Claimed or Rejected to Disputed. The bond rounds down, in favour of who posts it.
    /// @return bond The greater of a tenth of the claim and the arbiter's fee.
    function open(Order calldata order, Progress memory p, uint256 now_) internal pure returns (uint256 bond) {
        bond = OrderRules.shareDown(JobEndings.claimDown(order, p), BOND_SHARE);
        uint256 least = order.arbiterFee;
        if (bond < least) bond = least;
        p.work = WorkLib.pack(p.work.units(), bond);
        p.phase = p.phase.withState(JobState.Disputed);
        // 40 bits and 24.
        unchecked {
            p.phase = p.phase.withPhaseEnd(now_ + order.windows.ruling());
        }
    }

    /// @dev The arbiter's word. A share of 0 fails the attempt.
    /// @param share The provider's, in basis points, at most 10,000. Its part of claim and bond rounds down.
    function rule(
        Order calldata order,
        Progress memory p,
        uint256 share,
        uint256 now_,
        Credits memory due,
        BondCredits memory bondDue
    ) internal pure {
        uint256 bond = _takeBond(p);
        uint256 fee = order.arbiterFee;
        // A dispute that a verifier's silence opened has no bond, and its arbiter no fee.
        if (fee > bond) fee = bond;
        bondDue.arbiter = fee;
        // fee <= bond, and share <= 10,000.
        unchecked {
            uint256 rest = bond - fee;
            bondDue.provider = OrderRules.shareDown(rest, share);
            bondDue.requester = rest - bondDue.provider;
        }
        if (share == 0) {
            JobEndings.fail(order, p, order.rules.slash(), now_, due);
        } else {
            JobEndings.settle(order, p, OrderRules.shareDown(JobEndings.claimDown(order, p), share), due);
        }
    }

    /// @dev The arbiter said nothing: the last verdict stands, and the bond goes to the side that it favours. Without a verdict a
    /// success is paid by the split that both signed, and the bond goes back.
    function lapse(
        Order calldata order,
        Progress memory p,
        uint256 now_,
        Credits memory due,
        BondCredits memory bondDue
    ) internal pure {
        Verdict verdict = p.phase.verdict();
        uint256 bond = _takeBond(p);
        if (verdict == Verdict.Valid) bondDue.provider = bond;
        else bondDue.requester = bond;

        if (verdict == Verdict.Invalid) {
            JobEndings.fail(order, p, order.rules.slash(), now_, due);
        } else if (verdict == Verdict.Valid) {
            JobEndings.settle(order, p, JobEndings.claimDown(order, p), due);
        } else if (p.phase.outcome() == Outcome.Success) {
            uint256 split = order.rules.split();
            JobEndings.settle(order, p, OrderRules.shareDown(JobEndings.claimDown(order, p), split), due);
        } else {
            JobEndings.refundWithStake(order, p, due);
        }
    }

    /// @dev Both sides agreed on what the provider is paid. A bond goes back to who posted it.
    /// @param toProvider At most the order's maxPrice.
    function agree(
        Order calldata order,
        Progress memory p,
        uint256 toProvider,
        Credits memory due,
        BondCredits memory bondDue
    ) internal pure {
        uint256 bond = _takeBond(p);
        if (p.phase.verdict() == Verdict.Invalid) bondDue.provider = bond;
        else bondDue.requester = bond;
        if (p.phase.isIn(JobState.Verifying)) JobEndings.payVerifier(order, p, due);
        JobEndings.settle(order, p, toProvider, due);
    }

    /// @dev The bond is released: the job no longer holds it.
    function _takeBond(Progress memory p) private pure returns (uint256 bond) {
        bond = p.work.bond();
        p.work = WorkLib.pack(p.work.units(), 0);
    }
}
