// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The real words, not the records: what is put into a field comes out of it.
contract StateComesBack {
    function prove(Phase phase, JobState value) external pure {
        assert(phase.withState(value).state() == value);
    }
}

contract AttemptComesBack {
    function prove(Phase phase, uint8 value) external pure {
        assert(phase.withAttempt(value).attempt() == value);
    }
}

contract FeesPaidComesBack {
    function prove(Phase phase, uint8 value) external pure {
        assert(phase.withFeesPaid(value).feesPaid() == value);
    }
}

contract OutcomeComesBack {
    function prove(Phase phase, Outcome value) external pure {
        assert(phase.withOutcome(value).outcome() == value);
    }
}

contract VerdictComesBack {
    function prove(Phase phase, Verdict value) external pure {
        assert(phase.withVerdict(value).verdict() == value);
    }
}

contract AcceptedAtComesBack {
    function prove(Phase phase, uint40 value) external pure {
        assert(phase.withAcceptedAt(value).acceptedAt() == value);
    }
}

contract PhaseEndComesBack {
    function prove(Phase phase, uint40 value) external pure {
        assert(phase.withPhaseEnd(value).phaseEnd() == value);
    }
}

contract AnswerByComesBack {
    function prove(Phase phase, uint40 value) external pure {
        assert(phase.withAnswerBy(value).answerBy() == value);
    }
}

contract ChallengeFromComesBack {
    function prove(Phase phase, uint40 value) external pure {
        assert(phase.withChallengeFrom(value).challengeFrom() == value);
    }
}

contract TakerComesBack {
    function prove(address who, uint96 amount) external pure {
        assert(TakerLib.pack(who, amount).provider() == who);
        assert(TakerLib.pack(who, amount).price() == amount);
    }
}

contract WorkComesBack {
    function prove(uint64 count, uint96 amount) external pure {
        assert(WorkLib.pack(count, amount).units() == count);
        assert(WorkLib.pack(count, amount).bond() == amount);
    }
}

contract LaneWordComesBack {
    function prove(uint40 number, bytes32 commitment, uint8 state) external pure {
        assert(LaneWordLib.pack(number, commitment, state).sequence() == number);
    }
}

/// @dev A field that is set leaves its neighbours alone.
contract PhaseEndLeavesItsNeighbours {
    function prove(Phase phase, uint40 value) external pure {
        assert(phase.withPhaseEnd(value).acceptedAt() == phase.acceptedAt());
        assert(phase.withPhaseEnd(value).answerBy() == phase.answerBy());
    }
}
