// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {JobState} from "../../../contracts/types/JobState.sol";
import {Errors} from "../../../contracts/libraries/Errors.sol";
import {check, vm} from "./Vm.sol";
import {World} from "./World.sol";

/// @title The census of a campaign: a campaign in which something never happened has shown nothing
/// @dev Every run begins anew, so what earlier runs counted is kept in the environment of the process. No run knows which is the last:
/// so each, from the first that can tell, demands that the counts keep pace with the runs.
abstract contract Census {
    /// From this run on, the counts are judged.
    uint256 private constant FIRST_JUDGED = 128;
    /// How often each thing must happen: once in so many runs of 128 calls. The rarest happens at least twice as often, so that
    /// another order of chance, which any change of the code brings, is no failure.
    uint256 private constant RUNS_PER_ACT = 25;
    uint256 private constant RUNS_PER_EDGE = 32;
    uint256 private constant RUNS_PER_ERROR = 128;
    uint256 private constant LEAST_SUCCESS_PERCENT = 30;

    /// All counts of the campaign so far, in lines, and whether one of them is too low.
    string private _table;
    bool private _isTooLow;

    /// @dev After the run's last act.
    function _takeCensus(World world, bool wild) internal {
        string memory suite = wild ? "INVARIANTS_WILD_" : "INVARIANTS_VALID_";
        uint256 runs = _sum(string.concat(suite, "RUNS"), 1);
        string[51] memory actions = _actions();
        for (uint256 i = 0; i < actions.length; ++i) {
            uint256 done = _sum(string.concat(suite, "DONE_", actions[i]), world.done(actions[i]));
            uint256 tried = _sum(string.concat(suite, "TRIED_", actions[i]), world.tried(actions[i]));
            _judge(actions[i], done * RUNS_PER_ACT >= runs && done * 100 >= tried * LEAST_SUCCESS_PERCENT, done, tried);
        }
        for (uint256 i = 0; i < world.arrowCount(); ++i) {
            (JobState from, JobState to) = world.arrowAt(i);
            string memory arrow = string.concat(vm.toString(uint256(from)), " > ", vm.toString(uint256(to)));
            uint256 count = _sum(string.concat(suite, arrow), world.edges(from, to));
            _judge(arrow, count * RUNS_PER_EDGE >= runs, count, runs);
        }
        if (wild) _countErrors(world, suite, runs);
        check(runs < FIRST_JUDGED || !_isTooLow, _table);
    }

    function _countErrors(World world, string memory suite, uint256 runs) private {
        bytes4[23] memory all = _errors();
        for (uint256 i = 0; i < all.length; ++i) {
            string memory name = vm.toString(bytes32(all[i]));
            uint256 count = _sum(string.concat(suite, name), world.errors(all[i]));
            _judge(name, count * RUNS_PER_ERROR >= runs, count, runs);
        }
    }

    function _judge(string memory name, bool isEnough, uint256 a, uint256 b) private {
        if (!isEnough) _isTooLow = true;
        string memory line = string.concat(name, ": ", vm.toString(a), " of ", vm.toString(b));
        _table = string.concat(_table, isEnough ? "\n  " : "\n! ", line);
    }

    function _sum(string memory name, uint256 more) private returns (uint256 sum) {
        sum = vm.envOr(name, uint256(0)) + more;
        if (more != 0) vm.setEnv(name, vm.toString(sum));
    }

    function _actions() private pure returns (string[51] memory) {
        return
            [
                "post",
                "post, carried",
                "skip",
                "cancel",
                "cancel, carried",
                "accept",
                "accept, carried",
                "decline",
                "decline, carried",
                "close",
                "close, carried",
                "closePosted",
                "closePosted, carried",
                "challengeLiveness",
                "challengeLiveness, carried",
                "heartbeat",
                "heartbeat, carried",
                "resign",
                "resign, carried",
                "submit",
                "submit, carried",
                "deliverVerdict",
                "deliverVerdict, carried",
                "complete",
                "complete, carried",
                "approve",
                "approve, carried",
                "challenge",
                "challenge, carried",
                "contest",
                "contest, carried",
                "rule",
                "rule, carried",
                "agree",
                "agree, carried",
                "poke",
                "deposit",
                "depositWithPermit",
                "depositWithAuthorization",
                "withdraw",
                "funding by allowance",
                "funding by permit",
                "funding by authorization",
                "funding that was carried before",
                "batch",
                "batch, carried",
                "replay",
                "donate",
                "wait",
                "turn",
                "re-entry"
            ];
    }

    function _errors() private pure returns (bytes4[23] memory) {
        return
            [
                Errors.LaneBusy.selector,
                Errors.LaneSequenceWrong.selector,
                Errors.JobNotCurrent.selector,
                Errors.JobStateWrong.selector,
                Errors.DeadlinePassed.selector,
                Errors.DeadlineNotPassed.selector,
                Errors.NotAuthorized.selector,
                Errors.OrderNotPublic.selector,
                Errors.ProviderHasOtherRole.selector,
                Errors.ProviderFailedBefore.selector,
                Errors.ProviderNotExclusive.selector,
                Errors.NotExclusive.selector,
                Errors.MoveNotInOrder.selector,
                Errors.LivenessTooSoonOrLate.selector,
                Errors.LivenessPending.selector,
                Errors.LivenessNotPending.selector,
                Errors.ShareTooLarge.selector,
                Errors.QuoteExpired.selector,
                Errors.QuoteForOther.selector,
                Errors.PriceTooHigh.selector,
                Errors.BalanceTooLow.selector,
                Errors.UnitsTooMany.selector,
                Errors.FundingTooLarge.selector
            ];
    }
}
