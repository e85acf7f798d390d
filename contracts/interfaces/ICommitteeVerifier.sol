// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title Committee verifier
/// @notice Says of a digest that k of n members signed it. Named as the verifier of an order, its members' verdict is the
/// verdict: they sign off chain, and anyone carries the bundle to the escrow.
/// @dev A member signs the EIP-712 message Attestation(bytes32 digest) in the domain ("Millrace Committee", "1", chain, this).
///
/// A bundle is abi.encode(address[] members, bytes signatures): the whole committee in ascending order, then a bitmap of the
/// members that signed (one byte per eight members, lowest bit first), then their signatures in the same order, 65 bytes each
/// (r, s, v). No more of them than the quorum should come: each costs 4,400 of the 50,000 gas that the escrow gives. Members are brought along and compared with one hash, since reading them from storage would cost 2,100 gas each.
interface ICommitteeVerifier is IERC1271 {
    /// @notice A committee was formed.
    event CommitteeFormed(address[] members, uint256 quorum);

    /// @return How many members must have signed.
    function quorum() external view returns (uint256);

    /// @return The keccak-256 hash of abi.encodePacked(members), each in 32 bytes.
    function membersHash() external view returns (bytes32);

    /// @return What a member signs for a digest.
    function attestationOf(bytes32 digest) external view returns (bytes32);
}
