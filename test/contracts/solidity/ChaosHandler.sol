// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Job, Progress} from "../../../contracts/types/Job.sol";
import {ANSWER_BY, Bits, CHALLENGE_FROM} from "./Bits.sol";
import {Chameleon} from "./Chameleon.sol";
import {Draw} from "./Draws.sol";
import {Handler} from "./Handler.sol";
import {vm} from "./Vm.sol";
import {World} from "./World.sol";

/// @title Lets time pass, and turns a token hostile
contract ChaosHandler is Handler {
    using Bits for Progress;

    constructor(World world) Handler(world) {}

    /// @dev To one second before, on or after a time that matters to a job; else some seconds; seldom up to 31 days.
    function wait(uint256 seed) external {
        Draw memory d = Draw(seed);
        uint256 to =
            block.timestamp +
                d.below(
                    d.oneIn(24)
                        ? 31 days
                        : d.oneIn(2)
                            ? 120
                            : 1 hours
                );
        bytes32 id = _latest(d.below(12));
        if (id != 0 && d.oneIn(2)) {
            Job memory job = _world.jobOf(id);
            uint256 kind = d.below(4);
            uint256 when = job.progress.deadline();
            if (kind == 1) when = job.progress.time(CHALLENGE_FROM);
            if (kind == 2) when = job.progress.time(ANSWER_BY);
            if (kind == 3) when = job.order.exclusiveUntil;
            when = when + d.below(3) - (when == 0 ? 0 : 1);
            bool isNear = when >= block.timestamp && when <= block.timestamp + (d.oneIn(8) ? 31 days : 12 hours);
            if (isNear) to = when;
        }
        vm.warp(to);
        _world.tally("wait");
    }

    function turn(uint256 seed) external {
        Draw memory d = Draw(seed);
        Chameleon token = _world.chameleon();
        uint256 kind = d.below(7);
        if (kind == 0) token.setFee(d.oneIn(2) ? 0 : d.below(5_000));
        else if (kind == 1) token.setPaused(d.oneIn(4));
        else if (kind == 2) token.setBlocked(_person(d), d.oneIn(3));
        else if (kind == 3) token.rebase(d.oneIn(2) ? address(_escrow) : _person(d), 50 + d.below(100));
        else if (kind == 4) token.setCallsBack(!d.oneIn(4));
        else if (kind == 5) token.setBlocked(address(_escrow), d.oneIn(6));
        else token.mint(address(_escrow), d.below(1e6));
        _world.tally("turn");
    }
}
