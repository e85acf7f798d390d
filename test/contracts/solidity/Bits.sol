// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Job, Progress} from "../../../contracts/types/Job.sol";
import {JobState} from "../../../contracts/types/JobState.sol";
import {Order} from "../../../contracts/types/Order.sol";
import {Phase} from "../../../contracts/types/Phase.sol";
import {Rules} from "../../../contracts/types/Rules.sol";
import {Taker} from "../../../contracts/types/Taker.sol";
import {Windows} from "../../../contracts/types/Windows.sol";
import {Work} from "../../../contracts/types/Work.sol";

uint256 constant ATTEMPT = 8;
uint256 constant FEES_PAID = 16;
uint256 constant OUTCOME = 24;
uint256 constant VERDICT = 32;
uint256 constant DECLINED = 40;
uint256 constant ACCEPTED_AT = 48;
uint256 constant PHASE_END = 88;
uint256 constant ANSWER_BY = 128;
uint256 constant CHALLENGE_FROM = 168;

uint256 constant OPEN_WINDOW = 0;
uint256 constant RUN_WINDOW = 1;
uint256 constant VERIFY_WINDOW = 2;
uint256 constant CHALLENGE_WINDOW = 3;
uint256 constant CONTEST_WINDOW = 4;
uint256 constant RULING_WINDOW = 5;
uint256 constant LIVENESS_WINDOW = 6;

uint256 constant SLASH = 0;
uint256 constant RESIGN = 16;
uint256 constant SPLIT = 64;
uint256 constant FEE = 80;
uint256 constant MAX_ATTEMPTS = 96;
uint256 constant FALLBACK = 104;
uint256 constant UNIT_KIND = 112;
uint256 constant FLAGS = 120;

/// @title The words of a job, taken apart and put together by hand
/// @dev Written from the comments at the types, and not with their libraries, which are under test.
library Bits {
    function small(Progress memory p, uint256 shift) internal pure returns (uint256) {
        return (Phase.unwrap(p.phase) >> shift) & 0xff;
    }

    function state(Progress memory p) internal pure returns (JobState) {
        return JobState(small(p, 0));
    }

    function time(Progress memory p, uint256 shift) internal pure returns (uint256) {
        return (Phase.unwrap(p.phase) >> shift) & 0xffffffffff;
    }

    function setSmall(Progress memory p, uint256 shift, uint256 value) internal pure {
        p.phase = Phase.wrap((Phase.unwrap(p.phase) & ~(uint256(0xff) << shift)) | (value << shift));
    }

    function setTime(Progress memory p, uint256 shift, uint256 value) internal pure {
        p.phase = Phase.wrap((Phase.unwrap(p.phase) & ~(uint256(0xffffffffff) << shift)) | (value << shift));
    }

    /// @dev Forgets what matters to a running attempt only.
    function rest(Progress memory p, JobState to) internal pure {
        p.phase = Phase.wrap(Phase.unwrap(p.phase) & ((1 << 128) - 1));
        setSmall(p, 0, uint256(to));
    }

    function provider(Progress memory p) internal pure returns (address) {
        return address(uint160(Taker.unwrap(p.taker)));
    }

    function price(Progress memory p) internal pure returns (uint256) {
        return Taker.unwrap(p.taker) >> 160;
    }

    function units(Progress memory p) internal pure returns (uint64) {
        return uint64(Work.unwrap(p.work));
    }

    function bond(Progress memory p) internal pure returns (uint256) {
        return (Work.unwrap(p.work) >> 64) & type(uint96).max;
    }

    function setBond(Progress memory p, uint256 value) internal pure {
        p.work = Work.wrap((Work.unwrap(p.work) & 0xffffffffffffffff) | (value << 64));
    }

    function window(Order memory order, uint256 index) internal pure returns (uint256) {
        return (Windows.unwrap(order.windows) >> (24 * index)) & 0xffffff;
    }

    /// @return A share in basis points.
    function share(Order memory order, uint256 shift) internal pure returns (uint256) {
        return (Rules.unwrap(order.rules) >> shift) & 0xffff;
    }

    function small(Order memory order, uint256 shift) internal pure returns (uint256) {
        return (Rules.unwrap(order.rules) >> shift) & 0xff;
    }

    /// @return The last second to act.
    function deadline(Progress memory p) internal pure returns (uint256) {
        uint256 end = time(p, PHASE_END);
        uint256 answerBy = time(p, ANSWER_BY);
        return answerBy != 0 && answerBy < end ? answerBy : end;
    }

    function isFinal(Progress memory p) internal pure returns (bool) {
        return state(p) == JobState.Settled || state(p) == JobState.Cancelled;
    }

    /// @return What the payer locks for the whole life of a job.
    function lock(Order memory order) internal pure returns (uint256) {
        return order.maxPrice + order.verifierFee * small(order, MAX_ATTEMPTS);
    }

    /// @return What is left of it.
    function left(Order memory order, Progress memory p) internal pure returns (uint256) {
        return lock(order) - order.verifierFee * small(p, FEES_PAID);
    }

    /// @return All that a job holds: of the payer, of the provider, of a dispute.
    function locked(Job memory job) internal pure returns (uint256) {
        JobState standing = state(job.progress);
        if (standing == JobState.None || isFinal(job.progress)) return 0;
        uint256 stake = standing == JobState.Open ? 0 : job.order.stake;
        return left(job.order, job.progress) + stake + bond(job.progress);
    }

    function claim(Job memory job) internal pure returns (uint256 worth) {
        Order memory order = job.order;
        uint256 outcome = small(job.progress, OUTCOME);
        worth = (order.rate * units(job.progress)) / 1e9;
        if (worth > price(job.progress)) worth = price(job.progress);
        if (outcome == 2) worth = (worth * share(order, 32)) / 1e4;
        if (outcome == 3) worth = (worth * share(order, 48)) / 1e4;
    }

    function bondOf(Job memory job) internal pure returns (uint256) {
        uint256 tenth = claim(job) / 10;
        return tenth < job.order.arbiterFee ? job.order.arbiterFee : tenth;
    }

    /// @return The word of the lane that holds this job.
    function word(Job memory job, bytes32 id) internal pure returns (uint256) {
        Progress memory p = job.progress;
        uint256 hash = uint256(keccak256(abi.encode(id, p.phase, p.taker, p.proofHash, p.work)));
        return (job.order.sequence << 216) | (hash & (((uint256(1) << 208) - 1) << 8)) | (Phase.unwrap(p.phase) & 0xff);
    }

    function laneKey(Order memory order) internal pure returns (uint256) {
        return (order.lane << 160) | uint160(order.requester);
    }

    /// @return bound The most seconds that a job can live when everybody is silent, whatever has happened to it.
    function longest(Order memory order) internal pure returns (uint256 bound) {
        for (uint256 i = OPEN_WINDOW; i <= RULING_WINDOW; ++i) {
            bound += window(order, i) + 1;
        }
        // A fallback opens a second challenge window at most, instead of the one that a verdict opens.
        bound = bound * small(order, MAX_ATTEMPTS) + window(order, OPEN_WINDOW) + 1;
    }
}
