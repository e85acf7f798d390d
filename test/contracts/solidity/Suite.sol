// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Census} from "./Census.sol";
import {deploy} from "./Deploy.sol";
import {World} from "./World.sol";

/// @title A campaign: random acts by all handlers, and after each the promises
abstract contract Suite is Census {
    World internal _world;
    address[] private _targets;
    bool private immutable _wild;

    constructor(bool wild) {
        _wild = wild;
    }

    function setUp() external {
        _world = World(deploy("World", abi.encode(_wild)));
        string[6] memory handlers = [
            "OpeningHandler",
            "WorkHandler",
            "EndingHandler",
            "MoneyHandler",
            "ChaosHandler",
            "CarryHandler"
        ];
        for (uint256 i = 0; i < handlers.length; ++i) {
            _targets.push(deploy(handlers[i], abi.encode(_world)));
        }
        _targets.push(deploy("LifeHandler", abi.encode(_targets[0], _targets[1], _targets[2], _targets[4])));
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// P1, P2, P4 to P9. World follows every act by the rules, which a move that breaks one of them reverts; here, what the rules
    /// predict for books, lanes and tokens must be what the chain has.
    function invariant_promises() external view {
        _world.verify();
    }

    /// P3: at the end of each run, everybody falls silent. And each thing must really have happened.
    function afterInvariant() external {
        _takeCensus(_world, _wild);
        _world.finish();
        _world.verify();
    }
}
