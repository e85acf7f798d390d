// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IJobBatch} from "./interfaces/IJobBatch.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {Errors} from "./libraries/Errors.sol";

/// @title Job batch
/// @dev Has no storage, so that an account that delegates to it (EIP-7702) keeps nothing of it.
contract JobBatch is IJobBatch {
    /// What a part may burn. A move costs at most 200,000 and each signer and token that it asks 50,000 more; a token that burns all
    /// it gets must leave the other parts theirs.
    uint256 private constant PART_GAS = 600_000;

    /// What is kept of a reason. The longest error of the protocol has 132 bytes, and a token's may be as long as it likes.
    uint256 private constant REASON_BYTES = 256;

    /// A difference is a row of these: where, in 2 bytes, and what, in 32.
    uint256 private constant CHANGE_BYTES = 34;

    /// @inheritdoc IJobBatch
    IJobEscrow public immutable escrow;

    address private immutable _self = address(this);

    /// @dev An account that runs this code is the role that it is by key: nobody else may batch in its name.
    modifier onlyOwn() {
        if (address(this) != _self && msg.sender != address(this)) {
            revert Errors.NotAuthorized(address(this), msg.sender);
        }
        _;
    }

    constructor(IJobEscrow escrow_) {
        // Reverts where there is no escrow: calls to nobody would all succeed.
        escrow_.minWindow();
        escrow = escrow_;
    }

    /// @inheritdoc IJobBatch
    function batch(bytes[] calldata calls) external onlyOwn returns (bool[] memory done) {
        done = new bool[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            done[i] = _make(i, calls[i]);
        }
    }

    /// @inheritdoc IJobBatch
    function batchOf(bytes calldata call, bytes[] calldata differences) external onlyOwn returns (bool[] memory done) {
        done = new bool[](differences.length);
        bytes memory part = new bytes(call.length);
        for (uint256 i = 0; i < differences.length; ++i) {
            _change(i, call, differences[i], part);
            done[i] = _make(i, part);
        }
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address recovered, ECDSA.RecoverError status, ) = ECDSA.tryRecoverCalldata(hash, signature);
        bool isOwn = status == ECDSA.RecoverError.NoError && recovered == address(this);
        return isOwn ? IERC1271.isValidSignature.selector : bytes4(type(uint32).max);
    }

    /// @dev So that an account that delegates to this code goes on to take the chain's coin. To JobBatch itself, send none.
    receive() external payable {}

    function _make(uint256 index, bytes memory part) private returns (bool success) {
        address target = address(escrow);
        uint256 gasLimit = PART_GAS;
        // In assembly, since a high-level call copies the whole answer, which a token may have made huge.
        assembly ("memory-safe") {
            success := call(gasLimit, target, 0, add(part, 32), mload(part), 0, 0)
        }
        if (!success) emit PartFailed(index, _reason());
    }

    /// @dev Writes `call` with its changes into `part`.
    function _change(uint256 index, bytes calldata call, bytes calldata difference, bytes memory part) private pure {
        if (difference.length % CHANGE_BYTES != 0) revert Errors.BatchDifferenceMalformed(index);
        assembly ("memory-safe") {
            calldatacopy(add(part, 32), call.offset, call.length)
        }
        for (uint256 i = 0; i < difference.length; i += CHANGE_BYTES) {
            uint256 offset = uint16(bytes2(difference[i:]));
            if (offset + 32 > call.length) revert Errors.BatchDifferenceMalformed(index);
            bytes32 word = bytes32(difference[i + 2:]);
            // offset + 32 <= call.length, which is part's length.
            assembly ("memory-safe") {
                mstore(add(add(part, 32), offset), word)
            }
        }
    }

    function _reason() private pure returns (bytes memory reason) {
        uint256 most = REASON_BYTES;
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, most) {
                size := most
            }
            reason := mload(0x40)
            mstore(reason, size)
            returndatacopy(add(reason, 32), 0, size)
            mstore(0x40, add(reason, and(add(size, 63), not(31))))
        }
    }
}
