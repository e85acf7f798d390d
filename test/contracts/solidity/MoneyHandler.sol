// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestDollar} from "../../../contracts/mocks/TestDollar.sol";
import {Draw} from "./Draws.sol";
import {Handler} from "./Handler.sol";
import {Tender} from "./Tender.sol";
import {vm} from "./Vm.sol";
import {Call, World} from "./World.sol";

/// @title Moves tokens in and out, and gives some away
contract MoneyHandler is Tender {
    constructor(World world) Handler(world) {}

    function deposit(uint256 seed) external {
        Draw memory d = Draw(seed);
        (address token, address who, uint256 amount) = _drawn(d);
        if (!_moves(token, who) && !_errs(d, 3)) return;
        _mint(token, who, _errs(d, 10) ? amount - 1 : amount);
        Call memory c = _begin("deposit", 0);
        c.caller = who;
        _act(c, abi.encodeCall(_escrow.deposit, (token, amount)));
    }

    function depositWithPermit(uint256 seed) external {
        Draw memory d = Draw(seed);
        (, address who, uint256 amount) = _drawn(d);
        address token = _world.tokens(d.below(2));
        TestDollar(token).mint(who, amount);
        vm.prank(who);
        TestDollar(token).approve(address(_escrow), 0);
        Call memory c = _begin("depositWithPermit", 0);
        c.caller = _errs(d, 10) ? _person(d) : who;
        bytes memory permit = _permit(token, who, amount);
        _act(c, abi.encodeCall(_escrow.depositWithPermit, (token, amount, permit)));
    }

    function depositWithAuthorization(uint256 seed) external {
        Draw memory d = Draw(seed);
        (, address who, uint256 amount) = _drawn(d);
        address token = _world.tokens(d.below(2));
        TestDollar(token).mint(who, amount);
        Call memory c = _begin("depositWithAuthorization", 0);
        c.caller = d.oneIn(2) ? who : _world.STRANGER();
        c.signers = new address[](1);
        c.signers[0] = who;
        // The nonce: now and then, one that may have been used.
        bytes32 nonce = _errs(d, 6) ? bytes32(d.below(2)) : _freshNonce();
        bytes memory authorization = _authorization(token, who, amount, nonce);
        if (_errs(d, 10)) amount += 1;
        c.data = abi.encodeCall(_escrow.depositWithAuthorization, (token, who, amount, authorization));
        _world.act(c);
    }

    function withdraw(uint256 seed) external {
        Draw memory d = Draw(seed);
        (address token, address who, ) = _drawn(d);
        if (!_moves(token, who) && !_errs(d, 3)) return;
        uint256 has = _world.owed(token, who);
        uint256 amount = d.oneIn(3) ? has : d.below(has + 1);
        if (_errs(d, 6)) amount = has + 1;
        // What a fee or a rebase took from the escrow is missing to the holders of that token.
        if (!_world.wild() && TestDollar(token).balanceOf(address(_escrow)) < amount) return;
        Call memory c = _begin("withdraw", 0);
        c.caller = who;
        address to = d.oneIn(2) ? who : address(uint160(uint256(keccak256(abi.encode(seed)))));
        if (_errs(d, 16)) to = d.oneIn(2) ? address(0) : address(_escrow);
        _act(c, abi.encodeCall(_escrow.withdraw, (token, to, amount)));
    }

    function donate(uint256 seed) external {
        Draw memory d = Draw(seed);
        if (!d.oneIn(4)) return;
        _world.donate(_world.tokens(d.below(3)), d.below(1e6));
    }

    function _drawn(Draw memory d) private view returns (address token, address who, uint256 amount) {
        return (_world.tokens(d.below(3)), _person(d), 100 + d.below(1e6));
    }
}
