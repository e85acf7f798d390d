// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// solhint-disable interface-starts-with-i

/// @notice The few cheat codes of the test runner that are needed here.
interface Vm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function addr(uint256 key) external pure returns (address);

    function envOr(string calldata name, uint256 otherwise) external view returns (uint256);

    function getCode(string calldata artifact) external view returns (bytes memory);

    function getRecordedLogs() external returns (Log[] memory);

    function prank(address caller) external;

    function recordLogs() external;

    function setEnv(string calldata name, string calldata value) external;

    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    function toString(uint256 value) external pure returns (string memory);

    function toString(bytes32 value) external pure returns (string memory);

    function warp(uint256 timestamp) external;
}

Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

/// @notice A promise that did not hold.
error Broken(string what);

function check(bool holds, string memory what) pure {
    if (!holds) revert Broken(what);
}
