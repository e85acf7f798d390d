/** How far a proof is checked. The order chooses; the page says what it means. */
export type VerificationLevelId = 'L0' | 'L1' | 'L2' | 'L3' | 'L4'

/** A rung of the verification ladder, in plain words. */
export type VerificationLevel = {
  readonly id: VerificationLevelId
  readonly name: string
  readonly how: string
  readonly proves: string
  readonly doesNotProve: string
  /** Whether this version can do it. */
  readonly available: boolean
}

/** The verification ladder, lowest rung first. Pages, scripts and docs show these sentences and no others. */
export const verificationLevels: readonly VerificationLevel[] = [
  {
    id: 'L0',
    name: 'You accept',
    how: 'You look at the result within the challenge window. If you say nothing, the provider is paid.',
    proves: 'That the provider committed to one proof before its deadline, and cannot change it afterwards.',
    doesNotProve: 'That the result exists, can be fetched, or is right: you check that yourself, in time.',
    available: true,
  },
  {
    id: 'L1',
    name: 'Evidence',
    how: 'The verifier fetches the manifest, the result and every output by hash and compares them with the terms.',
    proves:
      'That the proof belongs to this job, attempt and provider, is signed, keeps its limits of steps, memory and bytes as reported, and that every output could be fetched and is what its hash says.',
    doesNotProve: 'That the computation is right, or that the reported times and memory are true.',
    available: true,
  },
  {
    id: 'L2',
    name: 'Re-execution',
    how: 'Members of a committee run the deterministic job again, each in its own sandbox, and compare the results byte for byte.',
    proves:
      'All that the evidence proves (L1), and that the program, with these inputs and this seed, gives exactly this result in exactly this many steps.',
    doesNotProve:
      'That the program does what you wanted, or that more than the quorum of the committee is honest. Where the spec asks for floats that are not canonical, machines may differ: an equal result still counts, another one proves nothing.',
    available: true,
  },
  {
    id: 'L3',
    name: 'Replication',
    how: 'Several providers run the job, seal their results, and open them together.',
    proves: 'That independent providers got the same result without seeing each other’s.',
    doesNotProve: 'That the providers are different people.',
    available: false,
  },
  {
    id: 'L4',
    name: 'One-step dispute',
    how: 'The run is cut into checkpoints; if two parties differ, only the first step that differs is run again.',
    proves: 'Which of two parties computed the disputed step wrongly.',
    doesNotProve: 'Anything about a run that nobody disputes.',
    available: false,
  },
]
