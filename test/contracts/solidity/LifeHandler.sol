// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ChaosHandler} from "./ChaosHandler.sol";
import {Draw} from "./Draws.sol";
import {EndingHandler} from "./EndingHandler.sol";
import {OpeningHandler} from "./OpeningHandler.sol";
import {WorkHandler} from "./WorkHandler.sol";

/// @title Does many acts in a row, in such shares that jobs come far
/// @dev Single acts are drawn evenly by the runner: few jobs would ever be disputed.
contract LifeHandler {
    uint256 private constant ACTS = 16;

    address private immutable _opening;
    address private immutable _working;
    address private immutable _ending;
    address private immutable _chaos;

    constructor(address opening, address working, address ending, address chaos) {
        _opening = opening;
        _working = working;
        _ending = ending;
        _chaos = chaos;
    }

    function live(uint256 seed) external {
        Draw memory d = Draw(seed);
        for (uint256 i = 0; i < ACTS; ++i) {
            uint256 kind = d.below(26);
            if (kind < 7) _open(kind, d.seed);
            else if (kind < 17) _work(kind, d.seed);
            else if (kind < 25) _end(kind, d.seed);
            else ChaosHandler(_chaos).wait(d.seed);
        }
    }

    function _open(uint256 kind, uint256 seed) private {
        OpeningHandler handler = OpeningHandler(_opening);
        if (kind < 2) handler.close(seed);
        else if (kind == 2) handler.post(seed);
        else if (kind == 3) handler.closePosted(seed);
        else if (kind == 4) handler.decline(seed);
        else handler.accept(seed);
    }

    function _work(uint256 kind, uint256 seed) private {
        WorkHandler handler = WorkHandler(_working);
        if (kind < 9) handler.challengeLiveness(seed);
        else if (kind < 11) handler.heartbeat(seed);
        else if (kind < 13) handler.submit(seed);
        else if (kind < 15) handler.complete(seed);
        else handler.deliverVerdict(seed);
    }

    function _end(uint256 kind, uint256 seed) private {
        EndingHandler handler = EndingHandler(_ending);
        if (kind < 19) handler.challenge(seed);
        else if (kind < 22) handler.contest(seed);
        else if (kind < 24) handler.rule(seed);
        else handler.poke(seed);
    }
}
