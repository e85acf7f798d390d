// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Suite} from "./Suite.sol";

/// @notice Anything is tried, by anyone, at any time, on any view of a job: what is refused is counted.
contract WildTest is Suite(true) {}
