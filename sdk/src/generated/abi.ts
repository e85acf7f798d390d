// Generated from contracts/ by scripts/generate.ts. Do not edit: run `npm run generate`.

/** The ABI of JobEscrow. */
export const jobEscrowAbi = [
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "minWindow_",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "AmountTooLarge",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "BalanceTooLow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "timestamp",
        "type": "uint256"
      }
    ],
    "name": "DeadlineNotPassed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "timestamp",
        "type": "uint256"
      }
    ],
    "name": "DeadlinePassed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "most",
        "type": "uint256"
      }
    ],
    "name": "FundingTooLarge",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "word",
        "type": "uint256"
      }
    ],
    "name": "JobNotCurrent",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "enum JobState",
        "name": "state",
        "type": "uint8"
      }
    ],
    "name": "JobStateWrong",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "lane",
        "type": "uint256"
      },
      {
        "internalType": "enum JobState",
        "name": "state",
        "type": "uint8"
      }
    ],
    "name": "LaneBusy",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "lane",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "given",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "expected",
        "type": "uint256"
      }
    ],
    "name": "LaneSequenceWrong",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "LivenessNotPending",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "answerBy",
        "type": "uint256"
      }
    ],
    "name": "LivenessPending",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "from",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "until",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "timestamp",
        "type": "uint256"
      }
    ],
    "name": "LivenessTooSoonOrLate",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "MoveNotInOrder",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "expected",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "NotAuthorized",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "NotCompletable",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "NotExclusive",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      }
    ],
    "name": "NothingArrived",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "field",
        "type": "bytes32"
      }
    ],
    "name": "OrderAddressMissing",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "OrderNotPublic",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "field",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "least",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "most",
        "type": "uint256"
      }
    ],
    "name": "OrderTermOutOfBounds",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "rule",
        "type": "bytes32"
      }
    ],
    "name": "OrderTermsConflict",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "OutcomeMissing",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "price",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "most",
        "type": "uint256"
      }
    ],
    "name": "PriceTooHigh",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "ProofHashMissing",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "provider",
        "type": "address"
      }
    ],
    "name": "ProviderFailedBefore",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "provider",
        "type": "address"
      }
    ],
    "name": "ProviderHasOtherRole",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "exclusive",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "exclusiveUntil",
        "type": "uint256"
      }
    ],
    "name": "ProviderNotExclusive",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "validUntil",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "timestamp",
        "type": "uint256"
      }
    ],
    "name": "QuoteExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "quoted",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "attempt",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "quotedAttempt",
        "type": "uint256"
      }
    ],
    "name": "QuoteForOther",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      }
    ],
    "name": "RecipientInvalid",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ReentrancyGuardReentrantCall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "SafeERC20FailedOperation",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "share",
        "type": "uint256"
      }
    ],
    "name": "ShareTooLarge",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "str",
        "type": "string"
      }
    ],
    "name": "StringTooLong",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "units",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "most",
        "type": "uint256"
      }
    ],
    "name": "UnitsTooMany",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "VerdictMissing",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "provider",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "attempt",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "enum FailReason",
        "name": "reason",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "burned",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "phaseEnd",
        "type": "uint40"
      }
    ],
    "name": "AttemptFailed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "toProvider",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "toRequester",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "toArbiter",
        "type": "uint256"
      }
    ],
    "name": "BondReleased",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "provider",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "paid",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "refunded",
        "type": "uint256"
      }
    ],
    "name": "ContractFulfilled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Deposited",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "share",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "reason",
        "type": "bytes32"
      }
    ],
    "name": "DisputeRuled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "EIP712DomainChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "checkpoint",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "units",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "challengeFrom",
        "type": "uint40"
      }
    ],
    "name": "Heartbeat",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "toProvider",
        "type": "uint96"
      }
    ],
    "name": "JobAgreed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "refunded",
        "type": "uint256"
      }
    ],
    "name": "JobCancelled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "provider",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "attempt",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "price",
        "type": "uint96"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "acceptedAt",
        "type": "uint40"
      }
    ],
    "name": "JobContracted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "provider",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "reason",
        "type": "bytes32"
      }
    ],
    "name": "JobDeclined",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "reason",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "bond",
        "type": "uint96"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "phaseEnd",
        "type": "uint40"
      }
    ],
    "name": "JobDisputed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "provider",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "token",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "verifier",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "arbiter",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "feeTo",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "maxPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "minPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "rate",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "stake",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "verifierFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "arbiterFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "exclusiveUntil",
            "type": "uint256"
          },
          {
            "internalType": "Windows",
            "name": "windows",
            "type": "uint256"
          },
          {
            "internalType": "Rules",
            "name": "rules",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "lane",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "sequence",
            "type": "uint256"
          },
          {
            "internalType": "bytes32",
            "name": "specHash",
            "type": "bytes32"
          }
        ],
        "indexed": false,
        "internalType": "struct Order",
        "name": "order",
        "type": "tuple"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "phaseEnd",
        "type": "uint40"
      }
    ],
    "name": "JobPosted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "reason",
        "type": "bytes32"
      }
    ],
    "name": "JobResigned",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "lane",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "sequence",
        "type": "uint40"
      }
    ],
    "name": "LaneSkipped",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "answerBy",
        "type": "uint40"
      }
    ],
    "name": "LivenessChallenged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "provider",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "provider",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "token",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "verifier",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "arbiter",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "feeTo",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "maxPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "minPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "rate",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "stake",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "verifierFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "arbiterFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "exclusiveUntil",
            "type": "uint256"
          },
          {
            "internalType": "Windows",
            "name": "windows",
            "type": "uint256"
          },
          {
            "internalType": "Rules",
            "name": "rules",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "lane",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "sequence",
            "type": "uint256"
          },
          {
            "internalType": "bytes32",
            "name": "specHash",
            "type": "bytes32"
          }
        ],
        "indexed": false,
        "internalType": "struct Order",
        "name": "order",
        "type": "tuple"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "price",
        "type": "uint96"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "acceptedAt",
        "type": "uint40"
      }
    ],
    "name": "MatchClosed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "proofHash",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "enum Outcome",
        "name": "outcome",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "units",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "enum Verdict",
        "name": "verdict",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "evidence",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "phaseEnd",
        "type": "uint40"
      }
    ],
    "name": "ProofJudged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "proofHash",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "enum Outcome",
        "name": "outcome",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "units",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "phaseEnd",
        "type": "uint40"
      }
    ],
    "name": "ProofSubmitted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "enum Verdict",
        "name": "verdict",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "evidence",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "phaseEnd",
        "type": "uint40"
      }
    ],
    "name": "VerdictDelivered",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "enum JobState",
        "name": "state",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "phaseEnd",
        "type": "uint40"
      }
    ],
    "name": "VerifierSilent",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Withdrawn",
    "type": "event"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "address",
        "name": "provider",
        "type": "address"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "accept",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "uint256",
        "name": "toProvider",
        "type": "uint256"
      },
      {
        "internalType": "bytes",
        "name": "requesterSignature",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "providerSignature",
        "type": "bytes"
      }
    ],
    "name": "agree",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "approve",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "balanceOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "cancel",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "reason",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "challenge",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "challengeLiveness",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "provider",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "token",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "verifier",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "arbiter",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "feeTo",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "maxPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "minPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "rate",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "stake",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "verifierFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "arbiterFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "exclusiveUntil",
            "type": "uint256"
          },
          {
            "internalType": "Windows",
            "name": "windows",
            "type": "uint256"
          },
          {
            "internalType": "Rules",
            "name": "rules",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "lane",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "sequence",
            "type": "uint256"
          },
          {
            "internalType": "bytes32",
            "name": "specHash",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Order",
        "name": "order",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "order",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "attempt",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "provider",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "price",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "validUntil",
            "type": "uint256"
          }
        ],
        "internalType": "struct Quote",
        "name": "quote",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "enum FundingKind",
            "name": "kind",
            "type": "uint8"
          },
          {
            "internalType": "uint256",
            "name": "amount",
            "type": "uint256"
          },
          {
            "internalType": "bytes",
            "name": "authorization",
            "type": "bytes"
          }
        ],
        "internalType": "struct Funding",
        "name": "funding",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "requesterSignature",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "payerSignature",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "providerSignature",
        "type": "bytes"
      }
    ],
    "name": "close",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "order",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "attempt",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "provider",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "price",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "validUntil",
            "type": "uint256"
          }
        ],
        "internalType": "struct Quote",
        "name": "quote",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "requesterSignature",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "providerSignature",
        "type": "bytes"
      }
    ],
    "name": "closePosted",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "proofHash",
            "type": "bytes32"
          },
          {
            "internalType": "enum Outcome",
            "name": "outcome",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "units",
            "type": "uint64"
          }
        ],
        "internalType": "struct Commitment",
        "name": "commitment",
        "type": "tuple"
      },
      {
        "internalType": "enum Verdict",
        "name": "verdict",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "evidence",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "providerSignature",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "verifierSignature",
        "type": "bytes"
      }
    ],
    "name": "complete",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "reason",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "contest",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "reason",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "decline",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "enum Verdict",
        "name": "verdict",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "evidence",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "deliverVerdict",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "deposit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "bytes",
        "name": "authorization",
        "type": "bytes"
      }
    ],
    "name": "depositWithAuthorization",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "bytes",
        "name": "authorization",
        "type": "bytes"
      }
    ],
    "name": "depositWithPermit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "eip712Domain",
    "outputs": [
      {
        "internalType": "bytes1",
        "name": "fields",
        "type": "bytes1"
      },
      {
        "internalType": "string",
        "name": "name",
        "type": "string"
      },
      {
        "internalType": "string",
        "name": "version",
        "type": "string"
      },
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "verifyingContract",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      },
      {
        "internalType": "uint256[]",
        "name": "extensions",
        "type": "uint256[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "checkpoint",
        "type": "bytes32"
      },
      {
        "internalType": "uint64",
        "name": "units",
        "type": "uint64"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "heartbeat",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "provider",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "token",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "verifier",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "arbiter",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "feeTo",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "maxPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "minPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "rate",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "stake",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "verifierFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "arbiterFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "exclusiveUntil",
            "type": "uint256"
          },
          {
            "internalType": "Windows",
            "name": "windows",
            "type": "uint256"
          },
          {
            "internalType": "Rules",
            "name": "rules",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "lane",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "sequence",
            "type": "uint256"
          },
          {
            "internalType": "bytes32",
            "name": "specHash",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Order",
        "name": "order",
        "type": "tuple"
      }
    ],
    "name": "idOf",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "minWindow",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      }
    ],
    "name": "poke",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "provider",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "token",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "verifier",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "arbiter",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "feeTo",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "maxPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "minPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "rate",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "stake",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "verifierFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "arbiterFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "exclusiveUntil",
            "type": "uint256"
          },
          {
            "internalType": "Windows",
            "name": "windows",
            "type": "uint256"
          },
          {
            "internalType": "Rules",
            "name": "rules",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "lane",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "sequence",
            "type": "uint256"
          },
          {
            "internalType": "bytes32",
            "name": "specHash",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Order",
        "name": "order",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "enum FundingKind",
            "name": "kind",
            "type": "uint8"
          },
          {
            "internalType": "uint256",
            "name": "amount",
            "type": "uint256"
          },
          {
            "internalType": "bytes",
            "name": "authorization",
            "type": "bytes"
          }
        ],
        "internalType": "struct Funding",
        "name": "funding",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "requesterSignature",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "payerSignature",
        "type": "bytes"
      }
    ],
    "name": "post",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "reason",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "resign",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "uint256",
        "name": "shareToProvider",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "reason",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "rule",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "lane",
        "type": "uint32"
      },
      {
        "internalType": "uint40",
        "name": "sequence",
        "type": "uint40"
      }
    ],
    "name": "skip",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "lane",
            "type": "uint256"
          },
          {
            "internalType": "bytes32",
            "name": "id",
            "type": "bytes32"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Ticket",
        "name": "ticket",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "proofHash",
            "type": "bytes32"
          },
          {
            "internalType": "enum Outcome",
            "name": "outcome",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "units",
            "type": "uint64"
          }
        ],
        "internalType": "struct Commitment",
        "name": "commitment",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "submit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "withdraw",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "internalType": "uint32",
        "name": "lane",
        "type": "uint32"
      }
    ],
    "name": "wordOf",
    "outputs": [
      {
        "internalType": "LaneWord",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const

/** The ABI of JobLens. */
export const jobLensAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IJobEscrow",
        "name": "escrow_",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "timestamp",
        "type": "uint256"
      }
    ],
    "name": "DeadlinePassed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      },
      {
        "internalType": "enum JobState",
        "name": "state",
        "type": "uint8"
      }
    ],
    "name": "JobStateWrong",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address[]",
        "name": "accounts",
        "type": "address[]"
      },
      {
        "internalType": "address[]",
        "name": "tokens",
        "type": "address[]"
      }
    ],
    "name": "balancesOf",
    "outputs": [
      {
        "internalType": "uint256[]",
        "name": "balances",
        "type": "uint256[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "provider",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "token",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "verifier",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "arbiter",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "feeTo",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "maxPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "minPrice",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "rate",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "stake",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "verifierFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "arbiterFee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "exclusiveUntil",
            "type": "uint256"
          },
          {
            "internalType": "Windows",
            "name": "windows",
            "type": "uint256"
          },
          {
            "internalType": "Rules",
            "name": "rules",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "lane",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "sequence",
            "type": "uint256"
          },
          {
            "internalType": "bytes32",
            "name": "specHash",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Order",
        "name": "order",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "Phase",
            "name": "phase",
            "type": "uint256"
          },
          {
            "internalType": "Taker",
            "name": "taker",
            "type": "uint256"
          },
          {
            "internalType": "bytes32",
            "name": "proofHash",
            "type": "bytes32"
          },
          {
            "internalType": "Work",
            "name": "work",
            "type": "uint256"
          }
        ],
        "internalType": "struct Progress",
        "name": "progress",
        "type": "tuple"
      }
    ],
    "name": "claimOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "Phase",
            "name": "phase",
            "type": "uint256"
          },
          {
            "internalType": "Taker",
            "name": "taker",
            "type": "uint256"
          },
          {
            "internalType": "bytes32",
            "name": "proofHash",
            "type": "bytes32"
          },
          {
            "internalType": "Work",
            "name": "work",
            "type": "uint256"
          }
        ],
        "internalType": "struct Progress",
        "name": "progress",
        "type": "tuple"
      }
    ],
    "name": "deadlineOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "escrow",
    "outputs": [
      {
        "internalType": "contract IJobEscrow",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      }
    ],
    "name": "isCurrent",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "internalType": "uint32",
        "name": "first",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "count",
        "type": "uint32"
      }
    ],
    "name": "lanesOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "enum JobState",
            "name": "state",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "isFree",
            "type": "bool"
          },
          {
            "internalType": "uint40",
            "name": "sequence",
            "type": "uint40"
          }
        ],
        "internalType": "struct IJobLens.LaneView[]",
        "name": "lanes",
        "type": "tuple[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "payer",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "provider",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "token",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "verifier",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "arbiter",
                "type": "address"
              },
              {
                "internalType": "address",
                "name": "feeTo",
                "type": "address"
              },
              {
                "internalType": "uint256",
                "name": "maxPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "minPrice",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "rate",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "stake",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "verifierFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "arbiterFee",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "exclusiveUntil",
                "type": "uint256"
              },
              {
                "internalType": "Windows",
                "name": "windows",
                "type": "uint256"
              },
              {
                "internalType": "Rules",
                "name": "rules",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "lane",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "sequence",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "specHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Phase",
                "name": "phase",
                "type": "uint256"
              },
              {
                "internalType": "Taker",
                "name": "taker",
                "type": "uint256"
              },
              {
                "internalType": "bytes32",
                "name": "proofHash",
                "type": "bytes32"
              },
              {
                "internalType": "Work",
                "name": "work",
                "type": "uint256"
              }
            ],
            "internalType": "struct Progress",
            "name": "progress",
            "type": "tuple"
          }
        ],
        "internalType": "struct Job",
        "name": "job",
        "type": "tuple"
      },
      {
        "internalType": "uint256",
        "name": "timestamp",
        "type": "uint256"
      }
    ],
    "name": "priceAt",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const

/** The ABI of JobBatch. */
export const jobBatchAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IJobEscrow",
        "name": "escrow_",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      }
    ],
    "name": "BatchDifferenceMalformed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "expected",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "NotAuthorized",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bytes",
        "name": "reason",
        "type": "bytes"
      }
    ],
    "name": "PartFailed",
    "type": "event"
  },
  {
    "inputs": [
      {
        "internalType": "bytes[]",
        "name": "calls",
        "type": "bytes[]"
      }
    ],
    "name": "batch",
    "outputs": [
      {
        "internalType": "bool[]",
        "name": "done",
        "type": "bool[]"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes",
        "name": "call",
        "type": "bytes"
      },
      {
        "internalType": "bytes[]",
        "name": "differences",
        "type": "bytes[]"
      }
    ],
    "name": "batchOf",
    "outputs": [
      {
        "internalType": "bool[]",
        "name": "done",
        "type": "bool[]"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "escrow",
    "outputs": [
      {
        "internalType": "contract IJobEscrow",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "hash",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "isValidSignature",
    "outputs": [
      {
        "internalType": "bytes4",
        "name": "",
        "type": "bytes4"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "stateMutability": "payable",
    "type": "receive"
  }
] as const

/** The ABI of OfferBook. */
export const offerBookAbi = [
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "validUntil",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "timestamp",
        "type": "uint256"
      }
    ],
    "name": "OfferExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "bytesGiven",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "most",
        "type": "uint256"
      }
    ],
    "name": "OfferTooLong",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "provider",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "validUntil",
        "type": "uint40"
      },
      {
        "indexed": false,
        "internalType": "bytes",
        "name": "offer",
        "type": "bytes"
      }
    ],
    "name": "OfferPublished",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "provider",
        "type": "address"
      }
    ],
    "name": "OfferWithdrawn",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "maxOfferBytes",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "validUntil",
        "type": "uint40"
      },
      {
        "internalType": "bytes",
        "name": "offer",
        "type": "bytes"
      }
    ],
    "name": "publish",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "withdrawOffer",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const

/** The ABI of CommitteeVerifier. */
export const committeeVerifierAbi = [
  {
    "inputs": [
      {
        "internalType": "address[]",
        "name": "members",
        "type": "address[]"
      },
      {
        "internalType": "uint256",
        "name": "quorum_",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "members",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "quorum",
        "type": "uint256"
      }
    ],
    "name": "CommitteeInvalid",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "str",
        "type": "string"
      }
    ],
    "name": "StringTooLong",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "address[]",
        "name": "members",
        "type": "address[]"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "quorum",
        "type": "uint256"
      }
    ],
    "name": "CommitteeFormed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "EIP712DomainChanged",
    "type": "event"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "name": "attestationOf",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "eip712Domain",
    "outputs": [
      {
        "internalType": "bytes1",
        "name": "fields",
        "type": "bytes1"
      },
      {
        "internalType": "string",
        "name": "name",
        "type": "string"
      },
      {
        "internalType": "string",
        "name": "version",
        "type": "string"
      },
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "verifyingContract",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      },
      {
        "internalType": "uint256[]",
        "name": "extensions",
        "type": "uint256[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "bundle",
        "type": "bytes"
      }
    ],
    "name": "isValidSignature",
    "outputs": [
      {
        "internalType": "bytes4",
        "name": "",
        "type": "bytes4"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "membersHash",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "quorum",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const

/** The ABI of TestDollar. */
export const testDollarAbi = [
  {
    "inputs": [],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "AuthorizationForOther",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "validAfter",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "validBefore",
        "type": "uint256"
      }
    ],
    "name": "AuthorizationNotValidNow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "authorizer",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      }
    ],
    "name": "AuthorizationSignedByOther",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "authorizer",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "nonce",
        "type": "bytes32"
      }
    ],
    "name": "AuthorizationUsed",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ECDSAInvalidSignature",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "length",
        "type": "uint256"
      }
    ],
    "name": "ECDSAInvalidSignatureLength",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "s",
        "type": "bytes32"
      }
    ],
    "name": "ECDSAInvalidSignatureS",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "allowance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "ERC20InsufficientAllowance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "sender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "ERC20InsufficientBalance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "approver",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidApprover",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidReceiver",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "sender",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidSender",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidSpender",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      }
    ],
    "name": "ERC2612ExpiredSignature",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "ERC2612InvalidSigner",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "currentNonce",
        "type": "uint256"
      }
    ],
    "name": "InvalidAccountNonce",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "str",
        "type": "string"
      }
    ],
    "name": "StringTooLong",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Approval",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "EIP712DomainChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Transfer",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "DOMAIN_SEPARATOR",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      }
    ],
    "name": "allowance",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "approve",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "authorizer",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "nonce",
        "type": "bytes32"
      }
    ],
    "name": "authorizationState",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "balanceOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "decimals",
    "outputs": [
      {
        "internalType": "uint8",
        "name": "",
        "type": "uint8"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "eip712Domain",
    "outputs": [
      {
        "internalType": "bytes1",
        "name": "fields",
        "type": "bytes1"
      },
      {
        "internalType": "string",
        "name": "name",
        "type": "string"
      },
      {
        "internalType": "string",
        "name": "version",
        "type": "string"
      },
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "verifyingContract",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      },
      {
        "internalType": "uint256[]",
        "name": "extensions",
        "type": "uint256[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "mint",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "name",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "nonces",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      },
      {
        "internalType": "uint8",
        "name": "v",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "r",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "s",
        "type": "bytes32"
      }
    ],
    "name": "permit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "validAfter",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "validBefore",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "nonce",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "v",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "r",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "s",
        "type": "bytes32"
      }
    ],
    "name": "receiveWithAuthorization",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "symbol",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "totalSupply",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "transfer",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "transferFrom",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const
