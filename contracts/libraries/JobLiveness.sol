// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress} from "../types/Job.sol";
import {Order} from "../types/Order.sol";
import {Phase} from "../types/Phase.sol";
import {Errors} from "./Errors.sol";

/// @title Signs of life: a requester may ask whether a running provider is still there
/// @dev Pure. Asked in time, the provider always has a whole answer window, and after it another before its run ends; each
/// attempt can be asked three times at most, if its run window has four seconds or more. So asking cannot push a provider past its deadline.
library JobLiveness {
    /// @dev Opens the answer window.
    function challenge(bytes32 id, Order calldata order, Progress memory p, uint256 now_) internal pure {
        Phase phase = p.phase;
        uint256 window = order.windows.liveness();
        if (phase.answerBy() != 0) revert Errors.LivenessPending(id, phase.answerBy());
        uint256 from = phase.challengeFrom();
        uint256 end = phase.phaseEnd();
        // A run may be shorter than two answer windows: then nobody can be asked.
        uint256 until = end > 2 * window ? end - 2 * window : 0;
        if (now_ < from || now_ > until) revert Errors.LivenessTooSoonOrLate(id, from, until, now_);
        // now_ + window < end, which fits 40 bits.
        unchecked {
            p.phase = phase.withAnswerBy(now_ + window);
        }
    }

    /// @dev Answers, and begins the time in which the provider is left alone: a quarter of the run window, as at its beginning.
    function answer(bytes32 id, Order calldata order, Progress memory p, uint256 now_) internal pure {
        if (p.phase.answerBy() == 0) revert Errors.LivenessNotPending(id);
        // 40 bits and 24.
        unchecked {
            p.phase = p.phase.withAnswerBy(0).withChallengeFrom(now_ + order.windows.run() / 4);
        }
    }
}
