// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A contract account, honest or not
contract Wallet1271 is IERC1271 {
    enum Mood {
        Honest,
        BurnsGas,
        ReturnsBomb,
        ReturnsShort
    }

    address public immutable owner;
    Mood public mood;

    constructor(address owner_) {
        owner = owner_;
    }

    function setMood(Mood mood_) external {
        mood = mood_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        if (mood == Mood.BurnsGas) {
            for (uint256 i = 0; ; i++) {}
        }
        if (mood == Mood.ReturnsBomb) {
            assembly ("memory-safe") {
                return(0, 200000)
            }
        }
        if (mood == Mood.ReturnsShort) {
            assembly ("memory-safe") {
                mstore(0, 0x1626ba7e00000000000000000000000000000000000000000000000000000000)
                return(0, 4)
            }
        }
        return ECDSA.recoverCalldata(digest, signature) == owner ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
