// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fallback, UnitKind} from "./Terms.sol";

/// @notice The rules with a variable for each field, in place of bits in a word.
struct Rules {
    uint16 slash_;
    uint16 resign_;
    uint16 jobError_;
    uint16 specExceeded_;
    uint16 split_;
    uint16 fee_;
    uint8 maxAttempts_;
    Fallback onSilence_;
    UnitKind unitKind_;
    bool public_;
    bool completable_;
    bool sampled_;
}

using RulesLib for Rules global;

library RulesLib {
    function slash(Rules memory self) internal pure returns (uint256) {
        return self.slash_;
    }

    function resign(Rules memory self) internal pure returns (uint256) {
        return self.resign_;
    }

    function jobError(Rules memory self) internal pure returns (uint256) {
        return self.jobError_;
    }

    function specExceeded(Rules memory self) internal pure returns (uint256) {
        return self.specExceeded_;
    }

    function split(Rules memory self) internal pure returns (uint256) {
        return self.split_;
    }

    function fee(Rules memory self) internal pure returns (uint256) {
        return self.fee_;
    }

    function maxAttempts(Rules memory self) internal pure returns (uint256) {
        return self.maxAttempts_;
    }

    function onSilence(Rules memory self) internal pure returns (Fallback) {
        return self.onSilence_;
    }

    function unitKind(Rules memory self) internal pure returns (UnitKind) {
        return self.unitKind_;
    }

    function isPublic(Rules memory self) internal pure returns (bool) {
        return self.public_;
    }

    function isCompletable(Rules memory self) internal pure returns (bool) {
        return self.completable_;
    }

    function isSampled(Rules memory self) internal pure returns (bool) {
        return self.sampled_;
    }
}
