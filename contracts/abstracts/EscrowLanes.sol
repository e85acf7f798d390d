// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Errors} from "../libraries/Errors.sol";
import {JobWord} from "../libraries/JobWord.sol";
import {JobMoves} from "../libraries/JobMoves.sol";
import {OrderWords} from "../libraries/OrderWords.sol";
import {Signers} from "../libraries/Signers.sol";
import {Job, Progress, Ticket} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {LaneWord, LaneWordLib} from "../types/LaneWord.sol";
import {Order} from "../types/Order.sol";
import {Phase} from "../types/Phase.sol";

/// @title The lanes: one word of storage per job, and who may change it
/// @dev A lane holds a commitment to the job; callers bring the job, and it is checked here against the word.
abstract contract EscrowLanes is EIP712 {
    /// @dev A struct, so that a move finds its place in storage once and passes it on.
    struct Lane {
        LaneWord word;
    }

    /// The key is the requester, below the number of the lane: one hash instead of two.
    mapping(uint256 requesterAndLane => Lane) private _lanes;

    constructor() EIP712("Millrace", "1") {}

    /// @param number In 32 bits.
    function _lane(address requester, uint256 number) internal view returns (Lane storage) {
        return _lanes[(number << 160) | uint160(requester)];
    }

    /// @dev The job that a ticket stands for, checked like one that was brought whole: only its own lane holds a commitment to its id.
    /// @return lane Where the job is kept.
    /// @return sequence The lane's, which no ticket names.
    function _ticketed(
        Ticket calldata ticket,
        Progress memory p
    ) internal view returns (Lane storage lane, uint256 sequence) {
        lane = _lanes[ticket.lane];
        LaneWord word = lane.word;
        sequence = word.sequence();
        if (LaneWord.unwrap(word) != LaneWord.unwrap(JobWord.wordFor(ticket.id, sequence, p))) {
            revert Errors.JobNotCurrent(ticket.id, LaneWord.unwrap(word));
        }
    }

    function _idOf(Order calldata order) internal view returns (bytes32) {
        return _hashTypedDataV4(OrderWords.hash(order));
    }

    /// @dev The job as it was brought, checked to be the one of which the chain holds the commitment.
    /// @param p The job's progress, in memory.
    function _current(Job calldata job, Progress memory p) internal view returns (bytes32 id, Lane storage lane) {
        id = _idOf(job.order);
        lane = _lane(job.order.requester, job.order.lane);
        LaneWord word = lane.word;
        if (LaneWord.unwrap(word) != LaneWord.unwrap(JobWord.wordFor(id, job.order.sequence, p))) {
            revert Errors.JobNotCurrent(id, LaneWord.unwrap(word));
        }
    }

    /// @dev The same, in `state` and not after its deadline.
    function _acting(
        Job calldata job,
        Progress memory p,
        JobState state
    ) internal view returns (bytes32 id, Lane storage lane) {
        (id, lane) = _current(job, p);
        _checkState(id, p.phase, state);
    }

    function _checkState(bytes32 id, Phase phase, JobState state) internal view {
        if (!phase.isIn(state)) revert Errors.JobStateWrong(id, phase.state());
        _checkTime(id, phase);
    }

    function _checkTime(bytes32 id, Phase phase) internal view {
        uint256 end = JobMoves.deadline(phase);
        if (block.timestamp > end) revert Errors.DeadlinePassed(id, end, block.timestamp);
    }

    function _commit(Lane storage lane, bytes32 id, uint256 sequence, Progress memory p) internal {
        lane.word = JobWord.wordFor(id, sequence, p);
    }

    /// @dev The lane of a new order, which must be free and at the sequence before the order's.
    function _freeLane(address requester, uint256 number, uint256 sequence) internal view returns (Lane storage lane) {
        lane = _lane(requester, number);
        LaneWord word = lane.word;
        if (!word.isFree()) revert Errors.LaneBusy(requester, number, word.state());
        uint256 expected;
        // 40 bits, of which each job takes one more: no requester lives to see their end.
        unchecked {
            expected = word.sequence() + 1;
        }
        if (sequence != expected) revert Errors.LaneSequenceWrong(requester, number, sequence, expected);
    }

    /// @dev Makes every order void that was signed for the lane's next sequence.
    function _skipLane(address requester, uint256 number, uint256 sequence) internal {
        _freeLane(requester, number, sequence).word = LaneWordLib.pack(sequence, 0, uint256(JobState.Cancelled));
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
