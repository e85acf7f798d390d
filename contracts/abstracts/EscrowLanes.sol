// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Errors} from "../libraries/Errors.sol";
import {MessageHash} from "../libraries/MessageHash.sol";
import {JobMoves} from "../libraries/JobMoves.sol";
import {ProgressPacking} from "../libraries/ProgressPacking.sol";
import {Signers} from "../libraries/Signers.sol";
import {Job, PackedProgress, Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {LaneWord, LaneWordLib} from "../types/LaneWord.sol";
import {Order} from "../types/Order.sol";

/// @title The lanes: one word of storage per job, and who may change it
/// @dev A lane holds a commitment to the job; callers bring the job, and it is checked here against the word.
abstract contract EscrowLanes is EIP712 {
    /// The key is the requester, below the number of the lane: one hash instead of two.
    mapping(uint256 requesterAndLane => LaneWord) private _words;

    constructor() EIP712("Millrace", "1") {}

    function _word(address requester, uint32 lane) internal view returns (LaneWord) {
        return _words[_key(requester, lane)];
    }

    function _key(address requester, uint32 lane) private pure returns (uint256) {
        return (uint256(lane) << 160) | uint160(requester);
    }

    function _idOf(Order calldata order) internal view returns (bytes32) {
        return _hashTypedDataV4(MessageHash.order(order));
    }

    function _wordOf(bytes32 id, uint256 sequence, PackedProgress memory p) internal pure returns (LaneWord) {
        bytes32 commitment = keccak256(abi.encode(id, p.phase, p.taker, p.proofHash, p.work));
        return LaneWordLib.pack(sequence, commitment, uint8(p.phase));
    }

    /// @dev The job as it was brought, checked to be the one of which the chain holds the commitment.
    function _current(Job calldata job) internal view returns (bytes32 id, LaneWord word, Progress memory p) {
        id = _idOf(job.order);
        PackedProgress memory packed = job.progress;
        word = _words[_key(job.order.requester, job.order.lane)];
        if (LaneWord.unwrap(word) != LaneWord.unwrap(_wordOf(id, job.order.sequence, packed))) {
            revert Errors.JobNotCurrent(id, LaneWord.unwrap(word));
        }
        p = ProgressPacking.unpack(packed);
    }

    /// @dev The same, in `state` and not after its deadline.
    function _acting(
        Job calldata job,
        JobState state
    ) internal view returns (bytes32 id, LaneWord word, Progress memory p) {
        (id, word, p) = _current(job);
        if (p.state != state) revert Errors.JobStateWrong(id, p.state);
        _checkTime(id, p);
    }

    function _checkTime(bytes32 id, Progress memory p) internal view {
        uint256 end = JobMoves.deadline(p);
        if (block.timestamp > end) revert Errors.DeadlinePassed(id, end, block.timestamp);
    }

    function _commit(bytes32 id, Order calldata order, Progress memory p) internal {
        _words[_key(order.requester, order.lane)] = _wordOf(id, order.sequence, ProgressPacking.pack(p));
    }

    /// @dev Takes the lane of a new order.
    function _checkLane(Order calldata order) internal view {
        LaneWord word = _words[_key(order.requester, order.lane)];
        if (!word.isFree()) revert Errors.LaneBusy(order.requester, order.lane, word.state());
        uint256 expected = word.sequence() + 1;
        if (order.sequence != expected) {
            revert Errors.LaneSequenceWrong(order.requester, order.lane, order.sequence, expected);
        }
    }

    /// @dev Makes every order void that was signed for the lane's next sequence.
    function _skipLane(address requester, uint32 lane, uint256 sequence) internal {
        LaneWord word = _words[_key(requester, lane)];
        if (!word.isFree()) revert Errors.LaneBusy(requester, lane, word.state());
        uint256 expected = word.sequence() + 1;
        if (sequence != expected) revert Errors.LaneSequenceWrong(requester, lane, sequence, expected);
        _words[_key(requester, lane)] = LaneWordLib.pack(sequence, 0, uint8(JobState.Cancelled));
    }

    /// @dev `role`, which is not the caller, signed `structHash`. Callers compare with msg.sender first: no hash is made for a
    /// role that calls.
    function _checkSigned(address role, bytes32 structHash, bytes calldata signature) internal view {
        if (signature.length == 0 || !Signers.hasSigned(role, _hashTypedDataV4(structHash), signature)) {
            revert Errors.NotAuthorized(role, msg.sender);
        }
    }

    /// @dev The same for an order, whose digest is its id.
    function _hasSignedOrder(address role, bytes32 id, bytes calldata signature) internal view returns (bool) {
        return signature.length != 0 && Signers.hasSigned(role, id, signature);
    }
}
