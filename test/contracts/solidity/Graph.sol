// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {JobState} from "../../../contracts/types/JobState.sol";
import {check} from "./Vm.sol";

/// @title The arrows of the design, a second time and by hand
abstract contract Graph {
    mapping(JobState from => mapping(JobState to => bool)) internal _legal;
    JobState[2][] internal _arrows;

    constructor() {
        _arrow(JobState.None, JobState.Open); // post
        _arrow(JobState.None, JobState.Contracted); // close
        _arrow(JobState.Open, JobState.Open); // decline
        _arrow(JobState.Open, JobState.Contracted); // accept, closePosted
        _arrow(JobState.Open, JobState.Cancelled); // cancel, poke
        _arrow(JobState.Contracted, JobState.Contracted); // challengeLiveness, heartbeat
        _arrow(JobState.Contracted, JobState.Open); // resign, poke
        _arrow(JobState.Contracted, JobState.Cancelled); // the same, without attempts left
        _arrow(JobState.Contracted, JobState.Verifying); // submit, complete
        _arrow(JobState.Contracted, JobState.Claimed); // submit without a verifier, complete
        _arrow(JobState.Contracted, JobState.Rejected); // complete
        _arrow(JobState.Contracted, JobState.Settled); // complete, agree
        _arrow(JobState.Verifying, JobState.Verifying); // deliverVerdict: Inconclusive
        _arrow(JobState.Verifying, JobState.Claimed); // deliverVerdict, poke
        _arrow(JobState.Verifying, JobState.Rejected); // deliverVerdict
        _arrow(JobState.Verifying, JobState.Disputed); // poke
        _arrow(JobState.Verifying, JobState.Settled); // deliverVerdict, approve, agree, poke
        _arrow(JobState.Verifying, JobState.Cancelled); // poke
        _arrow(JobState.Claimed, JobState.Disputed); // challenge
        _arrow(JobState.Claimed, JobState.Settled); // approve, agree, poke
        _arrow(JobState.Claimed, JobState.Cancelled); // poke
        _arrow(JobState.Rejected, JobState.Disputed); // contest
        _arrow(JobState.Rejected, JobState.Settled); // approve, agree
        _arrow(JobState.Rejected, JobState.Open); // poke
        _arrow(JobState.Rejected, JobState.Cancelled); // poke
        _arrow(JobState.Disputed, JobState.Settled); // rule, agree, poke
        _arrow(JobState.Disputed, JobState.Open); // rule, poke
        _arrow(JobState.Disputed, JobState.Cancelled); // the same, without attempts left
    }

    function arrowCount() external view returns (uint256) {
        return _arrows.length;
    }

    function arrowAt(uint256 index) external view returns (JobState from, JobState to) {
        return (_arrows[index][0], _arrows[index][1]);
    }

    function _checkEdge(JobState from, JobState to) internal view {
        check(_legal[from][to], "P7: no such arrow");
    }

    function _arrow(JobState from, JobState to) private {
        _legal[from][to] = true;
        _arrows.push([from, to]);
    }
}
