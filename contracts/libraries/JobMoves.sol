// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {Commitment} from "../types/Messages.sol";
import {Order} from "../types/Order.sol";
import {Phase} from "../types/Phase.sol";
import {TakerLib} from "../types/Taker.sol";
import {Fallback, Outcome, UnitKind, Verdict} from "../types/Terms.sol";
import {Windows} from "../types/Windows.sol";
import {WorkLib} from "../types/Work.sol";
import {Errors} from "./Errors.sol";
import {Credits, JobEndings} from "./JobEndings.sol";
import {OrderRules} from "./OrderRules.sol";

/// @title The moves of a job, as pure functions
/// @dev Each takes the terms, the progress and the chain's time, changes the progress in place, and writes into `due` what the
/// ledger owes to whom. Nothing here reads storage, asks who calls, or calls anybody: the escrow has checked state, deadline
/// and consent before. `id` appears in errors only.
library JobMoves {
    using OrderRules for Order;

    /// @return The last second in which a role may act; from the next second on, anyone may poke.
    function deadline(Phase phase) internal pure returns (uint256) {
        uint256 end = phase.phaseEnd();
        uint256 answerBy = phase.answerBy();
        return answerBy != 0 && answerBy < end ? answerBy : end;
    }

    function open(Order calldata order, Progress memory p, uint256 now_) internal pure {
        p.phase = p.phase.withState(JobState.Open).withPhaseEnd(_after(now_, order.windows.open()));
    }

    function cancel(Order calldata order, Progress memory p, Credits memory due) internal pure {
        JobEndings.refund(order, p, due);
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
        // Before the first attempt it is zero, which is no provider.
        if (provider == p.taker.provider()) revert Errors.ProviderFailedBefore(id, provider);
    }

    function isExclusive(Order calldata order, Progress memory p, uint256 now_) internal pure returns (bool) {
        return order.provider != address(0) && now_ <= order.exclusiveUntil && !p.phase.isDeclined();
    }

    function take(
        Order calldata order,
        Progress memory p,
        address provider,
        uint256 price,
        uint256 now_
    ) internal pure {
        Windows windows = order.windows;
        uint256 run = windows.run();
        bool judged = order.verifier != address(0);
        // Times fit 40 bits and attempts 8: none of these sums overflows.
        unchecked {
            p.phase = p
                .phase
                .withState(JobState.Contracted)
                .withAttempt(p.phase.attempt() + 1)
                .withAcceptedAt(now_)
                .withPhaseEnd(now_ + run)
                .withChallengeFrom(now_ + run / 4)
                .withProofTerms(
                    judged ? windows.verify() : windows.challenge(),
                    judged,
                    order.rules.unitKind() == UnitKind.Seconds
                );
        }
        p.taker = TakerLib.pack(provider, price);
    }

    /// @dev Needs nothing of the order: what it says of a proof was noted when the job was contracted.
    function submit(bytes32 id, Progress memory p, Commitment calldata c, uint256 now_) internal pure {
        Outcome outcome = c.outcome;
        if (outcome == Outcome.None) revert Errors.OutcomeMissing(id);
        if (c.proofHash == 0) revert Errors.ProofHashMissing(id);
        uint256 units = c.units;
        Phase phase = p.phase;
        if (phase.countsSeconds() && units > now_ - phase.acceptedAt()) {
            revert Errors.UnitsTooMany(id, units, now_ - phase.acceptedAt());
        }
        p.proofHash = c.proofHash;
        p.work = WorkLib.pack(units, 0);
        p.phase = phase
            .forgetRun()
            .withState(phase.isJudged() ? JobState.Verifying : JobState.Claimed)
            .withOutcome(outcome)
            .withPhaseEnd(_after(now_, phase.proofWindow()));
    }

    /// @dev For Valid and Invalid only; an Inconclusive verdict moves nothing.
    function judge(
        Order calldata order,
        Progress memory p,
        Verdict verdict,
        uint256 now_,
        Credits memory due
    ) internal pure {
        JobEndings.payVerifier(order, p, due);
        p.phase = p.phase.withVerdict(verdict);
        if (verdict == Verdict.Invalid) {
            p.phase = p.phase.withState(JobState.Rejected).withPhaseEnd(_after(now_, order.windows.contest()));
        } else {
            _claim(order, p, now_, due);
        }
    }

    function approve(Order calldata order, Progress memory p, Credits memory due) internal pure {
        if (p.phase.isIn(JobState.Verifying)) JobEndings.payVerifier(order, p, due);
        JobEndings.settle(order, p, JobEndings.claimDown(order, p), due);
    }

    /// @dev The one permissionless way out of each state, after its deadline; out of Disputed it is JobDisputes.lapse.
    function poke(Order calldata order, Progress memory p, uint256 now_, Credits memory due) internal pure {
        JobState state = p.phase.state();
        if (state == JobState.Open) {
            JobEndings.refund(order, p, due);
        } else if (state == JobState.Contracted || state == JobState.Rejected) {
            JobEndings.fail(order, p, order.rules.slash(), now_, due);
        } else if (state == JobState.Verifying) {
            _fallBack(order, p, now_, due);
        } else if (_paysOnSilence(p)) {
            JobEndings.settle(order, p, JobEndings.claimDown(order, p), due);
        } else {
            // A job that failed by the requester's doing is paid on a Valid verdict only, never by silence.
            JobEndings.refundWithStake(order, p, due);
        }
    }

    function _fallBack(Order calldata order, Progress memory p, uint256 now_, Credits memory due) private pure {
        Fallback onSilence = order.rules.onSilence();
        if (onSilence == Fallback.Refund || !_paysOnSilence(p)) {
            JobEndings.refundWithStake(order, p, due);
        } else if (onSilence == Fallback.Disputed) {
            p.phase = p.phase.withState(JobState.Disputed).withPhaseEnd(_after(now_, order.windows.ruling()));
        } else {
            _claim(order, p, now_, due);
        }
    }

    /// @dev The claim stands, and may be challenged for a while; without a challenge window it is paid at once.
    function _claim(Order calldata order, Progress memory p, uint256 now_, Credits memory due) private pure {
        uint256 window = order.windows.challenge();
        if (window == 0) {
            JobEndings.settle(order, p, JobEndings.claimDown(order, p), due);
        } else {
            p.phase = p.phase.withState(JobState.Claimed).withPhaseEnd(_after(now_, window));
        }
    }

    function _paysOnSilence(Progress memory p) private pure returns (bool) {
        return p.phase.outcome() == Outcome.Success || p.phase.verdict() == Verdict.Valid;
    }

    /// @return The last second of a window that begins now. Both fit 40 bits.
    function _after(uint256 now_, uint256 window) private pure returns (uint256) {
        unchecked {
            return now_ + window;
        }
    }
}
