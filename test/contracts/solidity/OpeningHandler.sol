// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {TestDollar} from "../../../contracts/mocks/TestDollar.sol";
import {Job, Progress} from "../../../contracts/types/Job.sol";
import {JobState} from "../../../contracts/types/JobState.sol";
import {Quote} from "../../../contracts/types/Messages.sol";
import {Funding, Order} from "../../../contracts/types/Order.sol";
import {FundingKind} from "../../../contracts/types/Terms.sol";
import {ATTEMPT, Bits, DECLINED, FLAGS, OPEN_WINDOW, PHASE_END} from "./Bits.sol";
import {Digests} from "./Digests.sol";
import {Draw} from "./Draws.sol";
import {Handler} from "./Handler.sol";
import {Orders} from "./Orders.sol";
import {Tender} from "./Tender.sol";
import {vm} from "./Vm.sol";
import {Call, World} from "./World.sol";

/// @title Opens jobs, and takes them
contract OpeningHandler is Tender, Orders {
    using Bits for Order;
    using Bits for Progress;
    using Bits for Job;

    constructor(World world) Handler(world) {}

    function post(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bool found, Order memory order) = _order(d);
        if (!found || !_afford(d, order.token, order.payer, order.lock())) return;
        Call memory c = _begin("post", IJobEscrow.post.selector);
        bool isPublic = order.small(FLAGS) & 1 != 0;
        if (isPublic || _errs(d, 10)) _callAs(d, c, order.requester);
        else c.caller = order.requester;
        bytes32 hash = Digests.order(order);
        bytes memory byRequester = _signed(d, c, order.requester, hash);
        bytes memory byPayer = order.payer == order.requester ? byRequester : _signed(d, c, order.payer, hash);
        Funding memory funding = _funding(d, order, c.caller);
        _fund(c, funding, abi.encodeCall(IJobEscrow.post, (order, funding, byRequester, byPayer)));
    }

    function close(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bool found, Order memory order) = _order(d);
        if (!found) return;
        Job memory job = Job(order, _none());
        bytes32 id = _world.digest(Digests.order(order));
        Quote memory quote;
        Call memory c = _begin("close", IJobEscrow.close.selector);
        (found, quote) = _quote(d, id, job);
        if (!found || !_afford(d, order.token, order.payer, order.lock())) return;
        if (!_afford(d, order.token, quote.provider, order.stake)) return;
        _callAs(d, c, d.oneIn(2) ? order.requester : quote.provider);
        bytes memory byRequester = _agreed(d, c, id, job, quote);
        bytes memory byPayer =
            order.payer == order.requester ? byRequester : _signed(d, c, order.payer, Digests.order(order));
        bytes memory byProvider = _signed(d, c, quote.provider, Digests.quote(quote));
        Funding memory funding = _funding(d, order, c.caller);
        _fund(c, funding, abi.encodeCall(IJobEscrow.close, (order, quote, funding, byRequester, byPayer, byProvider)));
    }

    function closePosted(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pick(d, _in(JobState.Open));
        if (id == 0) return;
        Call memory c = _begin("closePosted", IJobEscrow.closePosted.selector);
        (bool found, Quote memory quote) = _quote(d, id, job);
        if (!found || !_afford(d, job.order.token, quote.provider, job.order.stake)) return;
        _callAs(d, c, d.oneIn(2) ? job.order.requester : quote.provider);
        bytes memory byRequester = _agreed(d, c, id, job, quote);
        bytes memory byProvider = _signed(d, c, quote.provider, Digests.quote(quote));
        _act(c, abi.encodeCall(IJobEscrow.closePosted, (job, quote, byRequester, byProvider)));
    }

    function accept(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pick(d, _in(JobState.Open));
        if (id == 0) return;
        (bool found, address provider) = _taker(d, job, true);
        if (!found || !_afford(d, job.order.token, provider, job.order.stake)) return;
        Call memory c = _begin("accept", IJobEscrow.accept.selector);
        _callAs(d, c, provider);
        bytes memory signature = _signed(d, c, provider, Digests.accept(id, _word(job), provider));
        _act(c, abi.encodeCall(IJobEscrow.accept, (job, provider, signature)));
    }

    function decline(uint256 seed) external {
        Draw memory d = Draw(seed);
        (bytes32 id, Job memory job) = _pickExclusive(d);
        if (id == 0) return;
        Call memory c = _begin("decline", IJobEscrow.decline.selector);
        _callAs(d, c, job.order.provider);
        bytes32 reason = bytes32(d.below(3));
        bytes32 hash = Digests.withReason("Decline(bytes32 job,uint256 word", id, _word(job), reason);
        bytes memory signature = _signed(d, c, job.order.provider, hash);
        _act(c, abi.encodeCall(IJobEscrow.decline, (job, reason, signature)));
    }

    function cancel(uint256 seed) external {
        Draw memory d = Draw(seed);
        // Seldom, so that jobs live.
        if (!d.oneIn(3)) return;
        (bytes32 id, Job memory job) = _pick(d, _in(JobState.Open));
        if (id == 0) return;
        Call memory c = _begin("cancel", IJobEscrow.cancel.selector);
        _callAs(d, c, job.order.requester);
        bytes32 hash = Digests.onWord("Cancel(bytes32 job,uint256 word", id, _word(job));
        bytes memory signature = _signed(d, c, job.order.requester, hash);
        _act(c, abi.encodeCall(IJobEscrow.cancel, (job, signature)));
    }

    function skip(uint256 seed) external {
        Draw memory d = Draw(seed);
        if (!d.oneIn(3)) return;
        (bool found, Order memory order) = _order(d);
        if (!found) return;
        Call memory c = _begin("skip", IJobEscrow.skip.selector);
        c.caller = order.requester;
        _act(c, abi.encodeCall(IJobEscrow.skip, (uint32(order.lane), uint40(order.sequence))));
    }

    /// @dev The requester's word for a quote: its own call, its signature over order and quote, or the order alone.
    function _agreed(
        Draw memory d,
        Call memory c,
        bytes32 id,
        Job memory job,
        Quote memory quote
    ) private returns (bytes memory) {
        if (c.caller == job.order.requester) return "";
        bool isByOrder = d.oneIn(2) && _mayTake(job, quote.provider);
        if (!isByOrder) return _signed(d, c, job.order.requester, Digests.close(id, quote));
        uint256 ramp = _ramp(job);
        if (quote.price > ramp) quote.price = ramp;
        return _signed(d, c, job.order.requester, Digests.order(job.order));
    }

    function _quote(Draw memory d, bytes32 id, Job memory job) private view returns (bool found, Quote memory quote) {
        (found, quote.provider) = _taker(d, job, d.oneIn(2));
        quote.order = id;
        quote.attempt = job.progress.small(ATTEMPT) + (_errs(d, 16) ? 2 : 1);
        quote.price = d.below(job.order.maxPrice + (_errs(d, 16) ? 1e6 : 1));
        quote.validUntil = block.timestamp + d.below(1 hours);
        if (_errs(d, 16)) quote.validUntil = block.timestamp - 1;
    }

    /// @dev A provider that has no other role, and did not fail the last attempt.
    function _taker(Draw memory d, Job memory job, bool isByOrder) private view returns (bool, address) {
        if (_errs(d, 16)) return (true, _person(d));
        // The one that failed.
        address last = job.progress.provider();
        if (last != address(0) && _errs(d, 4)) return (true, last);
        Order memory o = job.order;
        uint256 first = d.below(6);
        for (uint256 i = 0; i < 6; ++i) {
            address who = _world.people((first + i) % 6);
            if (who == o.requester || who == o.payer || who == o.verifier || who == o.arbiter) continue;
            if (who == job.progress.provider() || (isByOrder && !_mayTake(job, who))) continue;
            return (true, who);
        }
        return (false, address(0));
    }

    function _mayTake(Job memory job, address who) private view returns (bool) {
        return !_isExclusive(job) || who == job.order.provider;
    }

    function _isExclusive(Job memory job) private view returns (bool) {
        Order memory o = job.order;
        return o.provider != address(0) && block.timestamp <= o.exclusiveUntil && job.progress.small(DECLINED) == 0;
    }

    function _pickExclusive(Draw memory d) private returns (bytes32 id, Job memory job) {
        bool isErring = _errs(d, 64);
        for (uint256 i = 0; i < 8; ++i) {
            (id, job) = _pick(d, _in(JobState.Open));
            if (id != 0 && (_isExclusive(job) || isErring)) return (id, job);
        }
        id = 0;
    }

    function _ramp(Job memory job) private view returns (uint256) {
        uint256 window = job.order.window(OPEN_WINDOW);
        uint256 end = job.progress.time(PHASE_END);
        // Zero before it is posted, and where a view is out of date.
        bool isOpen = job.progress.state() == JobState.Open && block.timestamp <= end;
        uint256 spent = isOpen ? window + block.timestamp - end : 0;
        return job.order.minPrice + ((job.order.maxPrice - job.order.minPrice) * spent) / window;
    }

    function _none() private pure returns (Progress memory p) {}

    /// @dev Who carries an order for its payer brings no more than it locks.
    function _funding(Draw memory d, Order memory order, address caller) private returns (Funding memory) {
        (address token, address payer) = (order.token, order.payer);
        if (!d.oneIn(2) || !_moves(token, payer)) return Funding(FundingKind.Ledger, 0, "");
        bool isOwn = caller == payer || _errs(d, 8);
        uint256 amount = 1 + d.below(isOwn ? 1e6 : order.lock());
        _mint(token, payer, amount);
        // A permit that does not hold is no obstacle, nor is a token that knows none: there is an allowance.
        if (d.oneIn(2) || token == address(_world.chameleon())) {
            return Funding(d.oneIn(2) ? FundingKind.Allowance : FundingKind.Permit, amount, new bytes(128));
        }
        vm.prank(payer);
        TestDollar(token).approve(address(_escrow), 0);
        if (d.oneIn(3)) return Funding(FundingKind.Permit, amount, _permit(token, payer, amount));
        bytes memory authorization = _authorization(token, payer, amount, _freshNonce());
        if (d.oneIn(2)) _carryBefore(token, payer, amount, authorization);
        return Funding(FundingKind.Authorization, amount, authorization);
    }

    /// @dev Somebody who saw the order on its way carries its authorization first.
    function _carryBefore(address token, address from, uint256 amount, bytes memory authorization) private {
        Call memory c;
        c.action = "depositWithAuthorization";
        c.caller = _world.STRANGER();
        c.signers = new address[](1);
        c.signers[0] = from;
        c.data = abi.encodeCall(_escrow.depositWithAuthorization, (token, from, amount, authorization));
        if (_world.act(c)) _world.tally("funding that was carried before");
    }

    function _fund(Call memory c, Funding memory funding, bytes memory data) private {
        if (!_act(c, data)) return;
        if (funding.kind == FundingKind.Allowance) _world.tally("funding by allowance");
        else if (funding.kind == FundingKind.Permit) _world.tally("funding by permit");
        else if (funding.kind == FundingKind.Authorization) _world.tally("funding by authorization");
    }
}
