// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "./IJobEscrow.sol";

/// @title Many moves in one transaction, each of which may fail alone
/// @notice Carries signed moves to an escrow: closures, proofs, completions, pokes and whatever else works by signature. It has no
/// power of its own: to the escrow it is a stranger, and whoever sends the batch signs like everybody else.
interface IJobBatch {
    /// @notice A part of a batch did nothing.
    /// @param index Its place in the batch.
    /// @param reason What the escrow reverted with, cut at 256 bytes: one of the protocol's errors, or a token's. Empty when the
    /// gas ran out.
    event PartFailed(uint256 indexed index, bytes reason);

    /// @return The escrow that it carries moves to.
    function escrow() external view returns (IJobEscrow);

    /// @notice Makes every call that can be made, in order.
    /// @dev Who: anyone. Each part gets 600,000 gas at most. Reverts: never, but for want of gas. Emits: PartFailed for each call that reverted.
    /// @param calls Calls of the escrow, selector and arguments.
    /// @return done For each call, whether it was made.
    function batch(bytes[] calldata calls) external returns (bool[] memory done);
}
