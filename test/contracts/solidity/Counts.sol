// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {JobState} from "../../../contracts/types/JobState.sol";

/// @title What really happened in a run: per action, per edge of the state graph, per error
abstract contract Counts {
    mapping(string action => uint256) public tried;
    mapping(string action => uint256) public done;
    mapping(JobState from => mapping(JobState to => uint256)) public edges;
    mapping(bytes4 error => uint256) public errors;

    function _count(string memory action, bool isDone) internal {
        ++tried[action];
        if (isDone) ++done[action];
    }
}
