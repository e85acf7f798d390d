// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrowLedger} from "../../../contracts/interfaces/IEscrowLedger.sol";
import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {Job, Ticket} from "../../../contracts/types/Job.sol";
import {Commitment, Quote} from "../../../contracts/types/Messages.sol";
import {Funding} from "../../../contracts/types/Order.sol";
import {FundingKind, Outcome, Verdict} from "../../../contracts/types/Terms.sol";

/// @title Every function of the escrow that changes something, as a token would call it back
library Reentry {
    /// @param job A job that is there, if there is one.
    function calls(Job memory job, address token) internal pure returns (bytes[] memory all) {
        Quote memory quote;
        Funding memory none = Funding(FundingKind.Ledger, 0, "");
        Commitment memory c = Commitment(bytes32(uint256(1)), Outcome.Success, 1);
        all = new bytes[](24);
        all[0] = abi.encodeCall(IJobEscrow.post, (job.order, none, "", ""));
        all[1] = abi.encodeCall(IJobEscrow.skip, (0, 1));
        all[2] = abi.encodeCall(IJobEscrow.cancel, (job, ""));
        all[3] = abi.encodeCall(IJobEscrow.accept, (job, token, ""));
        all[4] = abi.encodeCall(IJobEscrow.decline, (job, 0, ""));
        all[5] = abi.encodeCall(IJobEscrow.close, (job.order, quote, none, "", "", ""));
        all[6] = abi.encodeCall(IJobEscrow.closePosted, (job, quote, "", ""));
        all[7] = abi.encodeCall(IJobEscrow.challengeLiveness, (job, ""));
        all[8] = abi.encodeCall(IJobEscrow.heartbeat, (job, 0, 0, ""));
        all[9] = abi.encodeCall(IJobEscrow.resign, (job, 0, ""));
        all[10] = abi.encodeCall(IJobEscrow.submit, (Ticket(0, 0, job.progress), c, ""));
        all[11] = abi.encodeCall(IJobEscrow.deliverVerdict, (job, Verdict.Valid, 0, ""));
        all[12] = abi.encodeCall(IJobEscrow.complete, (job, c, Verdict.Valid, 0, "", ""));
        all[13] = abi.encodeCall(IJobEscrow.approve, (job, ""));
        all[14] = abi.encodeCall(IJobEscrow.challenge, (job, 0, ""));
        all[15] = abi.encodeCall(IJobEscrow.contest, (job, 0, ""));
        all[16] = abi.encodeCall(IJobEscrow.rule, (job, 0, 0, ""));
        all[17] = abi.encodeCall(IJobEscrow.agree, (job, 0, "", ""));
        all[18] = abi.encodeCall(IJobEscrow.poke, (job));
        all[19] = abi.encodeCall(IEscrowLedger.deposit, (token, 1));
        all[20] = abi.encodeCall(IEscrowLedger.depositWithPermit, (token, 1, new bytes(128)));
        all[21] = abi.encodeCall(IEscrowLedger.depositWithAuthorization, (token, token, 1, new bytes(192)));
        all[22] = abi.encodeCall(IEscrowLedger.withdraw, (token, token, 0));
        all[23] = abi.encodeCall(IEscrowLedger.withdraw, (token, token, 1));
    }
}
