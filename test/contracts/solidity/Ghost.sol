// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrowLedger} from "../../../contracts/interfaces/IEscrowLedger.sol";
import {Vm, check} from "./Vm.sol";

/// @title The ghost ledger: what everybody must be owed, and who agreed to a step
/// @dev Every decrease takes the consent of its account in the very step (P5); every credit is one that the rules name.
abstract contract Ghost {
    address internal constant BURNED = address(0);

    mapping(address token => mapping(address account => uint256)) public owed;
    /// What came in by deposits less what went out, by the events.
    mapping(address token => uint256) public held;
    /// What went into a job and came out of it.
    mapping(bytes32 id => uint256) public paidIn;
    mapping(bytes32 id => uint256) public paidOut;

    /// Who called or signed in this step.
    address[] internal _consenting;

    function consented(address account) public view returns (bool) {
        for (uint256 i = 0; i < _consenting.length; ++i) {
            if (_consenting[i] == account) return true;
        }
        return false;
    }

    function _needs(address account, string memory move) internal view {
        check(consented(account), string.concat("P5: without consent: ", move));
    }

    function _debit(bytes32 id, address token, address account, uint256 amount) internal {
        if (amount == 0) return;
        _needs(account, "debit");
        check(owed[token][account] >= amount, "P5: debited more than there was");
        owed[token][account] -= amount;
        paidIn[id] += amount;
    }

    function _credit(bytes32 id, address token, address account, uint256 amount) internal {
        owed[token][account] += amount;
        paidOut[id] += amount;
    }

    /// @dev Deposits and withdrawals. Returns whether it was one.
    function _moved(Vm.Log memory log) internal returns (bool) {
        bytes32 topic = log.topics[0];
        if (topic != IEscrowLedger.Deposited.selector && topic != IEscrowLedger.Withdrawn.selector) return false;
        address token = address(uint160(uint256(log.topics[1])));
        address account = address(uint160(uint256(log.topics[2])));
        uint256 amount = abi.decode(log.data, (uint256));
        _needs(account, "tokens moved");
        if (topic == IEscrowLedger.Deposited.selector) {
            owed[token][account] += amount;
            held[token] += amount;
        } else {
            check(account != BURNED, "P9: burned, and withdrawn");
            check(owed[token][account] >= amount, "P1: withdrawn more than there was");
            owed[token][account] -= amount;
            held[token] -= amount;
        }
        return true;
    }
}
