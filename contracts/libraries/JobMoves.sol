// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {Commitment} from "../types/Messages.sol";
import {Order} from "../types/Order.sol";
import {Fallback, Outcome, UnitKind, Verdict} from "../types/Terms.sol";
import {Errors} from "./Errors.sol";
import {Credits, JobEndings} from "./JobEndings.sol";
import {OrderRules} from "./OrderRules.sol";

/// @title The moves of a job, as pure functions
/// @dev Each takes the terms, the progress and the chain's time, changes the progress in place, and returns what the ledger
/// owes to whom. Nothing here reads storage, asks who calls, or calls anybody: the escrow has checked state, deadline and
/// consent before. `id` appears in errors only.
library JobMoves {
    using OrderRules for Order;

    /// @return The last second in which a role may act; from the next second on, anyone may poke.
    function deadline(Progress memory p) internal pure returns (uint256) {
        return p.answerBy != 0 && p.answerBy < p.phaseEnd ? p.answerBy : p.phaseEnd;
    }

    function open(Order calldata order, Progress memory p, uint256 now_) internal pure {
        p.state = JobState.Open;
        p.phaseEnd = uint40(now_ + order.windows.open());
    }

    function cancel(Order calldata order, Progress memory p) internal pure returns (Credits memory) {
        return JobEndings.refund(order, p);
    }

    /// @dev Who may take an open job. Exclusivity ends with its time or with the exclusive provider's decline.
    function checkProvider(bytes32 id, Order calldata order, Progress memory p, address provider) internal pure {
        if (
            provider == order.requester ||
            provider == order.payer ||
            provider == order.verifier ||
            provider == order.arbiter ||
            provider == address(0)
        ) {
            revert Errors.ProviderHasOtherRole(id, provider);
        }
        if (p.attempt != 0 && provider == p.provider) revert Errors.ProviderFailedBefore(id, provider);
    }

    function isExclusive(Order calldata order, Progress memory p, uint256 now_) internal pure returns (bool) {
        return order.provider != address(0) && !p.declined && now_ <= order.exclusiveUntil;
    }

    function contract_(
        Order calldata order,
        Progress memory p,
        address provider,
        uint256 price,
        uint256 now_
    ) internal pure {
        p.state = JobState.Contracted;
        p.attempt += 1;
        p.provider = provider;
        p.price = uint96(price);
        p.acceptedAt = uint40(now_);
        uint256 run = order.windows.run();
        p.phaseEnd = uint40(now_ + run);
        p.challengeFrom = uint40(now_ + run / 4);
    }

    function submit(
        bytes32 id,
        Order calldata order,
        Progress memory p,
        Commitment calldata c,
        uint256 now_
    ) internal pure {
        if (c.outcome == Outcome.None) revert Errors.OutcomeMissing(id);
        if (c.proofHash == 0) revert Errors.ProofHashMissing(id);
        if (order.rules.unitKind() == UnitKind.Seconds && c.units > now_ - p.acceptedAt) {
            revert Errors.UnitsTooMany(id, c.units, now_ - p.acceptedAt);
        }
        p.proofHash = c.proofHash;
        p.outcome = c.outcome;
        p.units = c.units;
        p.claim = uint96(order.claimDown(p.price, c.outcome, c.units));
        p.answerBy = 0;
        p.challengeFrom = 0;
        if (order.verifier == address(0)) {
            p.state = JobState.Claimed;
            p.phaseEnd = uint40(now_ + order.windows.challenge());
        } else {
            p.state = JobState.Verifying;
            p.phaseEnd = uint40(now_ + order.windows.verify());
        }
    }

    /// @dev For Valid and Invalid only; an Inconclusive verdict moves nothing.
    function judge(
        Order calldata order,
        Progress memory p,
        Verdict verdict,
        uint256 now_
    ) internal pure returns (Credits memory out) {
        p.verdict = verdict;
        if (verdict == Verdict.Valid) {
            uint256 window = order.windows.challenge();
            if (window == 0) {
                out = JobEndings.settle(order, p, p.claim);
            } else {
                p.state = JobState.Claimed;
                p.phaseEnd = uint40(now_ + window);
            }
        } else {
            p.state = JobState.Rejected;
            p.phaseEnd = uint40(now_ + order.windows.contest());
        }
        out.verifier = JobEndings.payVerifier(order, p, out);
    }

    function approve(Order calldata order, Progress memory p) internal pure returns (Credits memory out) {
        bool unjudged = p.state == JobState.Verifying;
        out = JobEndings.settle(order, p, p.claim);
        if (unjudged) out.verifier = JobEndings.payVerifier(order, p, out);
    }

    /// @dev The one permissionless way out of each state, after its deadline.
    function poke(Order calldata order, Progress memory p, uint256 now_) internal pure returns (Credits memory out) {
        JobState state = p.state;
        if (state == JobState.Open) return JobEndings.refund(order, p);
        if (state == JobState.Contracted || state == JobState.Rejected) {
            return JobEndings.fail(order, p, order.rules.slash(), now_);
        }
        if (state == JobState.Verifying) return _fallBack(order, p, now_);
        if (state == JobState.Disputed) {
            // Neither verifier nor arbiter said a word: the split that both sides signed.
            return JobEndings.settle(order, p, OrderRules.shareDown(p.claim, order.rules.split()));
        }
        // Claimed. A job that failed by the requester's doing is paid on a Valid verdict only, never by silence.
        return _paysOnSilence(p) ? JobEndings.settle(order, p, p.claim) : JobEndings.refundWithStake(order, p);
    }

    function _fallBack(Order calldata order, Progress memory p, uint256 now_) private pure returns (Credits memory) {
        Fallback onSilence = order.rules.onSilence();
        if (onSilence == Fallback.Refund || !_paysOnSilence(p)) return JobEndings.refundWithStake(order, p);
        Credits memory none;
        if (onSilence == Fallback.Disputed) {
            p.state = JobState.Disputed;
            p.phaseEnd = uint40(now_ + order.windows.ruling());
            return none;
        }
        uint256 window = order.windows.challenge();
        if (window == 0) return JobEndings.settle(order, p, p.claim);
        p.state = JobState.Claimed;
        p.phaseEnd = uint40(now_ + window);
        return none;
    }

    function _paysOnSilence(Progress memory p) private pure returns (bool) {
        return p.outcome == Outcome.Success || p.verdict == Verdict.Valid;
    }
}
