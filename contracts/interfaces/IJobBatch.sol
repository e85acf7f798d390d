// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IJobEscrow} from "./IJobEscrow.sol";

/// @title Many moves in one transaction, each of which may fail alone
/// @notice Makes closures, proofs, completions, pokes or any other calls of an escrow. It has no power of its own: to the escrow it
/// is a stranger, so that each role signs. Never name its address in an order: whoever sends a batch would be that role.
/// @dev An account may also delegate to this code (EIP-7702) and send batches to itself: then each part is its own call, and needs no
/// signature of it. Nobody else can send a batch to such an account. It goes on to sign by its key, also where it is asked by ERC-1271.
interface IJobBatch is IERC1271 {
    /// @notice A part of a batch did nothing.
    /// @param index Its place in the batch.
    /// @param reason What the escrow reverted with, cut at 256 bytes: one of the protocol's errors, or a token's. Empty when it
    /// gave none, as when the gas ran out.
    event PartFailed(uint256 indexed index, bytes reason);

    /// @return The escrow whose calls it makes.
    function escrow() external view returns (IJobEscrow);

    /// @notice Makes every call that can be made, in order.
    /// @dev Who: anyone; of an account that delegates to this code, only itself. Each part gets 600,000 gas at most.
    /// Reverts: NotAuthorized. Emits: PartFailed for each call that reverted.
    /// @param calls Calls of the escrow, selector and arguments.
    /// @return done For each call, whether it was made.
    function batch(bytes[] calldata calls) external returns (bool[] memory done);

    /// @notice The same for calls that differ in few words, for a third of the calldata.
    /// @dev Reverts: NotAuthorized; BatchDifferenceMalformed when a difference is no row of changes, or one lies outside `call`.
    /// @param call A call of the escrow.
    /// @param differences For each part, what changes in `call`: a row of changes, each the place of its first byte in 2 bytes and
    /// the word to be written there in 32. Empty: the call as it is.
    function batchOf(bytes calldata call, bytes[] calldata differences) external returns (bool[] memory done);
}
