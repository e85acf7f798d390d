// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Draws that follow from one seed.
struct Draw {
    uint256 seed;
}

using {below, oneIn} for Draw global;

/// @return A number from 0 to `end` - 1.
function below(Draw memory self, uint256 end) pure returns (uint256) {
    self.seed = uint256(keccak256(abi.encode(self.seed)));
    return self.seed % end;
}

/// @return Yes, once in so many times.
function oneIn(Draw memory self, uint256 times) pure returns (bool) {
    return below(self, times) == 0;
}
