// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {check, vm} from "./Vm.sol";

/// @dev By the name of its artifact, so that the code of one contract is not compiled into another: it halves the compile time, and
/// the escrow is tested as the build makes it.
function deploy(string memory artifact, bytes memory arguments) returns (address deployed) {
    bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
    assembly ("memory-safe") {
        deployed := create(0, add(code, 32), mload(code))
    }
    check(deployed != address(0), "not deployed");
}
