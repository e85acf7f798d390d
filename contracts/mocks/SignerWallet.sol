// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A contract account that signs by the key of its owner
/// @dev For tests. `mode` makes it answer as a faulty or hostile account would.
contract SignerWallet is IERC1271 {
    enum Mode {
        Honest,
        WrongMagic,
        Reverts,
        BurnsAllGas,
        HugeAnswer,
        ShortAnswer
    }

    error Refused();

    address public immutable owner;
    Mode public mode;

    constructor(address owner_) {
        owner = owner_;
    }

    function setMode(Mode mode_) external {
        mode = mode_;
    }

    /// @notice Calls `target` as this account.
    function execute(address target, bytes calldata data) external {
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory answer) = target.call(data);
        if (success) return;
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer))
        }
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        Mode now_ = mode;
        if (now_ == Mode.WrongMagic) return 0xdeadbeef;
        if (now_ == Mode.Reverts) revert Refused();
        if (now_ == Mode.BurnsAllGas) while (gasleft() > 0) {}
        bytes4 magic = IERC1271.isValidSignature.selector;
        if (now_ == Mode.HugeAnswer) {
            assembly ("memory-safe") {
                mstore(0, magic)
                return(0, 100000)
            }
        }
        if (now_ == Mode.ShortAnswer) {
            assembly ("memory-safe") {
                mstore(0, magic)
                return(0, 4)
            }
        }
        return ECDSA.recoverCalldata(digest, signature) == owner ? magic : bytes4(0xffffffff);
    }
}
