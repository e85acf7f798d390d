// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestDollar} from "../../../contracts/mocks/TestDollar.sol";
import {Job, Progress} from "../../../contracts/types/Job.sol";
import {JobState} from "../../../contracts/types/JobState.sol";
import {Order} from "../../../contracts/types/Order.sol";
import {Bits} from "./Bits.sol";
import {Draw} from "./Draws.sol";
import {vm} from "./Vm.sol";
import {Call, IEscrow, World} from "./World.sol";

/// @title What all handlers share: whom and what to draw, who signs, who pays
/// @dev In the valid suite a handler does only what must succeed, or nothing. In the wild it does the same with, now and then, a
/// view out of date, a job in another state, another's signature or an empty purse.
abstract contract Handler {
    using Bits for Order;
    using Bits for Progress;
    using Bits for Job;

    World internal immutable _world;
    IEscrow internal immutable _escrow;
    address[] private _signers;

    constructor(World world) {
        _world = world;
        _escrow = world.escrow();
    }

    /// @dev A mistake is only made in the wild.
    function _errs(Draw memory d, uint256 times) internal view returns (bool) {
        return _world.wild() && d.oneIn(times);
    }

    function _person(Draw memory d) internal view returns (address) {
        return _world.people(d.below(_world.PEOPLE()));
    }

    function _begin(string memory action, bytes4 move) internal returns (Call memory c) {
        delete _signers;
        c.action = action;
        c.move = move;
    }

    /// @dev The role itself calls, or somebody carries what it signed.
    function _callAs(Draw memory d, Call memory c, address role) internal view {
        c.caller =
            d.oneIn(2)
                ? role
                : d.oneIn(2)
                    ? _world.STRANGER()
                    : _person(d);
        if (_errs(d, 16)) c.caller = _person(d);
    }

    /// @return Nothing if the role calls.
    function _signed(Draw memory d, Call memory c, address role, bytes32 structHash) internal returns (bytes memory) {
        if (c.caller == role || _errs(d, 16)) return "";
        address signer = _errs(d, 16) ? _person(d) : role;
        if (_world.keyOf(signer) == 0) return "";
        _signers.push(signer);
        return _world.sign(signer, _world.digest(structHash));
    }

    /// @dev The calldata goes on: what a move takes beside its job.
    function _act(Call memory c, bytes memory data) internal returns (bool) {
        c.data = data;
        c.signers = _signers;
        return _world.act(c);
    }

    /// @return id Zero if there is none: a job in one of these states, in time.
    function _pick(Draw memory d, uint256 states) internal returns (bytes32 id, Job memory job) {
        uint256 lanes = _world.PEOPLE() * _world.LANES();
        uint256 first = d.below(lanes);
        bool isAny;
        // Where no such job is found, some job is seldom taken instead: most calls should succeed.
        for (uint256 i = 0; i < 2 * lanes; ++i) {
            if (i == 0) isAny = _errs(d, 16);
            if (i == lanes && !_errs(d, 96)) break;
            id = _latest((first + i) % lanes);
            if (id == 0) continue;
            job = _world.jobOf(id);
            bool isThere = states & (1 << uint256(job.progress.state())) != 0;
            if (isAny || i >= lanes || (isThere && block.timestamp <= job.progress.deadline())) {
                _comeLate(d, job);
                _err(d, id, job);
                return (id, job);
            }
        }
        return (0, job);
    }

    /// @dev Now and then in the job's last second and, by mistake, in the one after; not so far ahead that all other jobs end.
    function _comeLate(Draw memory d, Job memory job) private {
        uint256 end = job.progress.deadline();
        if (end < block.timestamp || end > block.timestamp + 4 hours) return;
        if (_errs(d, 24)) vm.warp(end + 1);
        else if (d.oneIn(16)) vm.warp(end);
    }

    /// @dev Now and then, a view that is out of date.
    function _err(Draw memory d, bytes32 id, Job memory job) private view {
        if (!_errs(d, 16)) return;
        Progress[] memory past = _world.past(id);
        if (past.length != 0) job.progress = past[d.below(past.length)];
    }

    function _latest(uint256 i) internal view returns (bytes32) {
        return _world.latest(((i % _world.LANES()) << 160) | uint160(_world.people(i / _world.LANES())));
    }

    function _word(Job memory job) internal view returns (uint256) {
        return _world.words(job.order.laneKey());
    }

    function _in(JobState state) internal pure returns (uint256) {
        return 1 << uint256(state);
    }

    function _mint(address token, address account, uint256 amount) internal {
        TestDollar(token).mint(account, amount);
        vm.prank(account);
        TestDollar(token).approve(address(_escrow), amount);
    }

    /// @dev Makes sure that the ledger owes an account so much.
    /// @return Whether it does, or does not on purpose.
    function _afford(Draw memory d, address token, address account, uint256 amount) internal returns (bool) {
        uint256 has = _world.owed(token, account);
        // A view out of date may name nobody.
        if (has >= amount || account == address(0) || _errs(d, 10)) return true;
        if (!_moves(token, account)) return false;
        uint256 more = (amount - has) * 2;
        _mint(token, account, more);
        Call memory c;
        c.action = "deposit";
        c.caller = account;
        c.data = abi.encodeCall(_escrow.deposit, (token, more));
        return _world.act(c) && _world.owed(token, account) >= amount;
    }

    /// @return Whether the token moves for this account now.
    function _moves(address token, address account) internal view returns (bool) {
        if (token != address(_world.chameleon())) return true;
        if (_world.chameleon().paused()) return false;
        return !_world.chameleon().blocked(account) && !_world.chameleon().blocked(address(_escrow));
    }
}
