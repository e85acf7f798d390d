/** What a rule allows by name, each with the reason. A place is a file below contracts/, or a file and a function in it. */
export type Lists = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What is allowed, and a memory of what was asked for: an entry that nothing needs is a mistake. */
export class Listed {
  readonly #lists: Lists
  readonly #needed = new Set<string>()

  constructor(lists: Lists) {
    this.#lists = lists
  }

  /** Whether the rule allows this place. */
  allows(rule: string, place: string): boolean {
    const isListed = this.#lists[rule]?.[place] !== undefined
    if (isListed) this.#needed.add(`${rule}: ${place}`)
    return isListed
  }

  /** The entries that nothing asked for. */
  unneeded(): readonly string[] {
    return Object.entries(this.#lists)
      .flatMap(([rule, places]) => Object.keys(places).map((place) => `${rule}: ${place}`))
      .filter((entry) => !this.#needed.has(entry))
  }
}

/** What the rules allow in this house. */
export const lists: Lists = {
  'low-level-call': {
    'libraries/Signers.sol': 'asks an account whether it signed, with bounded gas, and reads one word of the answer',
    'JobBatch.sol': 'a part that fails must not take the others with it, whatever it answers',
  },
  assembly: {
    'libraries/JobWord.sol': 'hashes a progress where it lies in memory',
    'libraries/OrderWords.sol': 'hashes and emits an order as it lies in calldata',
    'libraries/Signers.sol': 'bounds what is copied of an answer',
    'JobBatch.sol': 'bounds what is copied of an answer, and changes words of a call in place',
    'verifiers/CommitteeVerifier.sol': 'cuts a signature out of a bundle',
  },
  loop: {
    'JobBatch.sol batch': 'over what the caller brought',
    'JobBatch.sol batchOf': 'over what the caller brought',
    'JobBatch.sol _change': 'over what the caller brought',
    'JobLens.sol lanesOf': 'read only, over as many lanes as the caller asks for',
    'JobLens.sol balancesOf': 'read only, over what the caller asks for',
    'verifiers/CommitteeVerifier.sol constructor': 'over at most 24 members',
    'verifiers/CommitteeVerifier.sol _countSigners': 'over at most 24 members, whose hash was compared before',
  },
  manual: {
    'interfaces/IERC3009.sol': 'a standard of others, as far as the ledger needs it',
    'interfaces/IJobEscrow.sol poke': 'when anyone may poke comes before what it does from each state',
  },
  promises: {
    'interfaces/IJobEscrow.sol cancel ContractFulfilled':
      'what a move is followed by depends on the state: this one cancels',
    'interfaces/IJobEscrow.sol resign ContractFulfilled': 'of the two ends of a job, a failed attempt has one',
    'interfaces/IJobEscrow.sol deliverVerdict JobCancelled': 'a verdict settles, or leaves the job to others',
    'interfaces/IJobEscrow.sol complete JobCancelled': 'a verdict settles, or leaves the job to others',
    'interfaces/IJobEscrow.sol approve JobCancelled': 'an approval pays',
    'interfaces/IJobEscrow.sol agree JobCancelled': 'an agreement settles, also for nothing',
  },
  payable: {
    'JobBatch.sol receive': 'an account that delegates to this code goes on to take the chain’s coin',
  },
}
