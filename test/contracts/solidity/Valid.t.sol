// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Suite} from "./Suite.sol";

/// @notice Handlers do only what must succeed: a move that is refused is a finding.
contract ValidTest is Suite(false) {}
