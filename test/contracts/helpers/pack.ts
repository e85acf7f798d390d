/** The windows of an order, in seconds. */
export type WindowsInput = Record<'open' | 'run' | 'verify' | 'challenge' | 'contest' | 'ruling' | 'liveness', bigint>

/** The shares (in basis points) and switches of an order. */
export type RulesInput = Record<
  | 'slash'
  | 'resign'
  | 'jobError'
  | 'specExceeded'
  | 'split'
  | 'fee'
  | 'maxAttempts'
  | 'fallback'
  | 'unitKind'
  | 'flags',
  bigint
>

export const flag = { public: 1n, completable: 2n, sampled: 4n } as const

/** The layout of types/Windows.sol, written here a second time: a layout read from the code under test proves nothing. */
export function packWindows(w: WindowsInput): bigint {
  return (
    w.open |
    (w.run << 24n) |
    (w.verify << 48n) |
    (w.challenge << 72n) |
    (w.contest << 96n) |
    (w.ruling << 120n) |
    (w.liveness << 144n)
  )
}

/** The layout of types/Rules.sol, a second time. */
export function packRules(r: RulesInput): bigint {
  return (
    r.slash |
    (r.resign << 16n) |
    (r.jobError << 32n) |
    (r.specExceeded << 48n) |
    (r.split << 64n) |
    (r.fee << 80n) |
    (r.maxAttempts << 96n) |
    (r.fallback << 104n) |
    (r.unitKind << 112n) |
    (r.flags << 120n)
  )
}

/** The layout of Progress in types/Job.sol, a second time. */
export function packProgress(p: {
  state: number
  attempt: bigint
  provider: string
  price: bigint
  acceptedAt: bigint
  phaseEnd: bigint
  answerBy: bigint
  challengeFrom: bigint
  declined: boolean
  proofHash: string
  outcome: number
  units: bigint
  verdict: number
  feesPaid: bigint
  bond: bigint
  /** Of a contracted job: what its order says of a proof. */
  proofWindow?: bigint
  judged?: boolean
  inSeconds?: boolean
}) {
  const phase =
    BigInt(p.state) |
    (p.attempt << 8n) |
    (p.feesPaid << 16n) |
    (BigInt(p.outcome) << 24n) |
    (BigInt(p.verdict) << 32n) |
    ((p.declined ? 1n : 0n) << 40n) |
    (p.acceptedAt << 48n) |
    (p.phaseEnd << 88n) |
    (p.answerBy << 128n) |
    (p.challengeFrom << 168n) |
    ((p.proofWindow ?? 0n) << 208n) |
    ((p.judged ? 1n : 0n) << 232n) |
    ((p.inSeconds ? 2n : 0n) << 232n)
  const taker = BigInt(p.provider) | (p.price << 160n)
  const work = p.units | (p.bond << 64n)
  return { phase, taker, proofHash: p.proofHash, work }
}
