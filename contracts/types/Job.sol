// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "./Order.sol";
import {Phase} from "./Phase.sol";
import {Taker} from "./Taker.sol";
import {Work} from "./Work.sol";

/// @notice What changes in the life of a job, in four words: nobody signs it, and every word of calldata costs.
struct Progress {
    Phase phase;
    Taker taker;
    /// The sha-256 digest in the CID of the manifest.
    bytes32 proofHash;
    Work work;
}

/// @notice A job without its terms, for which its id stands: all that a proof needs, for half of the calldata.
struct Ticket {
    /// The number of the lane, above the 160 bits of the requester's address.
    uint256 lane;
    bytes32 id;
    Progress progress;
}

/// @notice A job as it travels: its terms and where it stands. The chain keeps a commitment; callers bring the job.
struct Job {
    Order order;
    Progress progress;
}
