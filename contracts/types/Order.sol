// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FundingKind} from "./Terms.sol";
import {Rules} from "./Rules.sol";
import {Windows} from "./Windows.sol";

/// @notice The terms that a requester signs. Its EIP-712 hash is the id of the job.
/// @dev Amounts are in the token's smallest unit, and must fit 96 bits: 79 billion tokens of 18 decimals. They are declared as whole
/// words, so that their bounds are checked once, when a job is opened, with an error that names the field.
struct Order {
    /// Who wants the job done, and decides over it.
    address requester;
    /// Who funds it, and is refunded. The requester itself, or another that signs the order too: it can be posted until the requester
    /// skips its sequence or the payer's balance and allowance are gone.
    address payer;
    /// The only provider that may accept until `exclusiveUntil`, or zero: open to all.
    address provider;
    /// The ERC-20 token of every amount here.
    address token;
    /// Who judges the proof, by call or by signature, or zero: nobody does, and silence pays unless the requester challenges before
    /// an arbiter.
    address verifier;
    /// Who rules disputes, or zero: there are none.
    address arbiter;
    /// Who gets the fee share of what the provider is paid, or zero.
    address feeTo;
    /// The most that the provider can be paid, and the end of the price ramp.
    uint256 maxPrice;
    /// The start of the price ramp.
    uint256 minPrice;
    /// Token units per 1,000,000,000 units of work.
    uint256 rate;
    /// What a provider locks per attempt.
    uint256 stake;
    /// What the verifier earns per attempt that it judges Valid or Invalid, or that requester or both sides settle before it did.
    uint256 verifierFee;
    /// What the arbiter earns for a ruling, out of the bond.
    uint256 arbiterFee;
    /// Unix seconds, inclusive. In 40 bits.
    uint256 exclusiveUntil;
    Windows windows;
    Rules rules;
    /// Which of the requester's lanes holds the job. In 32 bits.
    uint256 lane;
    /// The lane's last sequence plus one. In 40 bits.
    uint256 sequence;
    /// The sha-256 digest in the CID of the job's spec.
    bytes32 specHash;
}

/// @notice Tokens that come with an order. They are taken from the payer, and from nobody else.
struct Funding {
    FundingKind kind;
    uint256 amount;
    bytes authorization;
}
