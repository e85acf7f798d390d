// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A contract account that changes its mind, its owner, and what it burns
/// @dev For tests. Says yes to its owner's signatures or, if it is loose, to anything at all.
contract PliantWallet is IERC1271 {
    address public owner;
    bool private _loose;
    /// Of one digest, or of all if it is zero: what an answer burns beside what it needs.
    bytes32 private _thirsty;
    uint256 private _thirst;
    address private _target;
    /// The code of this address is the call's data: of storage, a signer could read little within its gas.
    address private _data;
    bytes32 private _expected;

    error AnswerOther(bytes answer);

    constructor(address owner_) {
        owner = owner_;
    }

    function setOwner(address owner_) external {
        owner = owner_;
    }

    function setLoose(bool loose) external {
        _loose = loose;
    }

    function setThirst(bytes32 digest, uint256 thirst) external {
        (_thirsty, _thirst) = (digest, thirst);
    }

    /// @notice Before each answer, looks at `target`, and answers only if it hears what is expected.
    /// @param expected The hash of the answer.
    function setCallback(address target, bytes calldata data, bytes32 expected) external {
        // Returns what comes after it.
        bytes memory creation = abi.encodePacked(hex"600b5981380380925939f3", data);
        address made;
        assembly ("memory-safe") {
            made := create(0, add(creation, 32), mload(creation))
        }
        (_target, _data, _expected) = (target, made, expected);
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        uint256 before = gasleft();
        if (_thirsty == 0 || _thirsty == digest) while (before - gasleft() < _thirst) {}
        if (_target != address(0)) {
            (, bytes memory answer) = _target.staticcall(_data.code);
            if (keccak256(answer) != _expected) revert AnswerOther(answer);
        }
        if (_loose) return IERC1271.isValidSignature.selector;
        (address recovered, ECDSA.RecoverError status, ) = ECDSA.tryRecoverCalldata(digest, signature);
        bool isOwn = status == ECDSA.RecoverError.NoError && recovered == owner;
        return isOwn ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
