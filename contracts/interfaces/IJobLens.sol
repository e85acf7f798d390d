// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "./IJobEscrow.sol";
import {Job, Progress} from "../types/Job.sol";
import {JobState} from "../types/JobState.sol";
import {Order} from "../types/Order.sol";

/// @title What can be read of an escrow and its jobs, in few calls
/// @notice Holds nothing and changes nothing. Units are those of IJobEscrow.
interface IJobLens {
    /// @notice A lane of a requester.
    struct LaneView {
        JobState state;
        /// Whether a new order may use it.
        bool isFree;
        /// Of its last order. A new one needs this plus one.
        uint40 sequence;
    }

    /// @return The escrow that it reads.
    function escrow() external view returns (IJobEscrow);

    /// @return Whether this is the job as the chain knows it now.
    function isCurrent(Job calldata job) external view returns (bool);

    /// @return The last second in which a role may act on a job that stands so. Of no meaning when the job is over.
    function deadlineOf(Progress calldata progress) external pure returns (uint256);

    /// @return What the provider is paid if its commitment stands, before the fee to `feeTo`.
    function claimOf(Order calldata order, Progress calldata progress) external pure returns (uint256);

    /// @return What a provider is paid at most that accepts an open job at `timestamp`. Before the opening: the first price.
    /// @dev Reverts with JobStateWrong when the job is not open, and with DeadlinePassed after its deadline.
    function priceAt(Job calldata job, uint256 timestamp) external view returns (uint256);

    /// @param first The number of the first lane.
    /// @return The lanes from `first` on.
    function lanesOf(address requester, uint32 first, uint32 count) external view returns (LaneView[] memory);

    /// @return What each account can withdraw or use of each token: account by account, each in the order of the tokens.
    function balancesOf(
        address[] calldata accounts,
        address[] calldata tokens
    ) external view returns (uint256[] memory);
}
