import {
  agreeTypedData,
  commitmentStruct,
  deadlineOf,
  jobEscrowAbi,
  jobStruct,
  ticketOf,
  Verdict,
  type Commitment,
  type Job,
  type MoveName,
  type Order,
} from '@millrace/sdk'
import { encodeFunctionData, isAddressEqual, zeroHash, type Hex } from 'viem'
import { people, type LocalEscrow, type Person } from './local-escrow.ts'

/** What those who move decide. */
export type Choice = Commitment & {
  readonly verdict: 'Valid' | 'Invalid'
  /** Of a ruling, in basis points. */
  readonly share: bigint
  readonly toProvider: bigint
}

export const someChoice: Choice = {
  proofHash: `0x${'9f'.repeat(32)}`,
  outcome: 'Success',
  units: 10n ** 9n,
  verdict: 'Valid',
  share: 2_500n,
  toProvider: 1n,
}

export const evidence: Hex = `0x${'e1'.repeat(32)}`

/** The moves that one account makes by its call; `agree` with the signature of the other side. */
export type LoneMove = Exclude<MoveName, 'post' | 'close' | 'closePosted' | 'complete'>

/** The calldata of a move on the job as it is. */
export async function calldata(
  { who, ref }: LocalEscrow,
  job: Job,
  move: LoneMove,
  caller: Person,
  choice: Choice = someChoice,
): Promise<Hex> {
  const base = { abi: jobEscrowAbi } as const
  const struct = jobStruct(job)
  const byCall = '0x'
  switch (move) {
    case 'cancel':
    case 'approve':
    case 'challengeLiveness':
      return encodeFunctionData({ ...base, functionName: move, args: [struct, byCall] })
    case 'accept':
      return encodeFunctionData({ ...base, functionName: move, args: [struct, who(caller).address, byCall] })
    case 'decline':
    case 'resign':
    case 'challenge':
    case 'contest':
      return encodeFunctionData({ ...base, functionName: move, args: [struct, zeroHash, byCall] })
    case 'heartbeat':
      return encodeFunctionData({ ...base, functionName: move, args: [struct, zeroHash, choice.units, byCall] })
    case 'submit':
      return encodeFunctionData({
        ...base,
        functionName: move,
        args: [ticketOf(job), commitmentStruct(choice), byCall],
      })
    case 'deliverVerdict':
      return encodeFunctionData({
        ...base,
        functionName: move,
        args: [struct, Verdict[choice.verdict], evidence, byCall],
      })
    case 'rule':
      return encodeFunctionData({ ...base, functionName: move, args: [struct, choice.share, evidence, byCall] })
    case 'agree': {
      const isProvider = isAddressEqual(job.progress.provider, who(caller).address)
      const other = isProvider ? 'requester' : providerOf(who, job)
      const signature = await who(other).signTypedData(agreeTypedData(ref, job, choice.toProvider))
      const signatures = isProvider ? ([signature, byCall] as const) : ([byCall, signature] as const)
      return encodeFunctionData({ ...base, functionName: move, args: [struct, choice.toProvider, ...signatures] })
    }
    case 'poke':
      return encodeFunctionData({ ...base, functionName: move, args: [struct] })
  }
}

function providerOf(who: LocalEscrow['who'], { progress }: Job): Person {
  return people.find((name) => isAddressEqual(progress.provider, who(name).address)) ?? 'provider'
}

/** Makes a move, in a block of that time if one is given, and reads the job from its events. */
export async function makeMove(
  market: LocalEscrow,
  job: Job,
  [caller, move, choice = {}]: Step,
  atSeconds?: number,
): Promise<Job> {
  const { client, escrow, who, follow } = market
  const data = await calldata(market, job, move, caller, { ...someChoice, ...choice })
  if (atSeconds !== undefined) await client.setNextBlockTimestamp({ timestamp: BigInt(atSeconds) })
  return follow(job, await client.sendTransaction({ account: who(caller), to: escrow, data }))
}

/** Who makes which move, and what it decides. */
export type Step = readonly [Person, LoneMove, Partial<Choice>?]

/** What an account does with a job, one move after another; a poke in the first second after the deadline. */
export async function walk(market: LocalEscrow, from: Job, steps: readonly Step[]): Promise<Job> {
  let job = from
  for (const step of steps) {
    const due = step[1] === 'poke' ? (deadlineOf(job) ?? 0) + 1 : undefined
    job = await makeMove(market, job, step, due)
  }
  return job
}

/** Terms with an arbiter and signs of life. */
export function disputable({ who }: LocalEscrow): Partial<Order> {
  return {
    arbiter: who('arbiter').address,
    arbiterFee: 1_000n,
    windows: { open: 1000, run: 400, verify: 300, challenge: 200, contest: 100, ruling: 50, liveness: 40 },
  }
}

const run: readonly Step[] = [
  ['provider', 'accept'],
  ['provider', 'submit', { units: 1_500_000_001n }],
]
const valid: Step = ['verifier', 'deliverVerdict']
const invalid: Step = ['verifier', 'deliverVerdict', { verdict: 'Invalid' }]

/** The ways into each state, by what happens from Open on. */
export const ways = {
  Open: [],
  Contracted: run.slice(0, 1),
  Verifying: run,
  'Verifying a failed job': [
    ['provider', 'accept'],
    ['provider', 'submit', { outcome: 'JobError' }],
  ],
  Claimed: [...run, valid],
  'Claimed by silence': [...run, ['stranger', 'poke']],
  Rejected: [...run, invalid],
  'Disputed by the requester': [...run, valid, ['requester', 'challenge']],
  'Disputed by the requester after silence': [...run, ['stranger', 'poke'], ['requester', 'challenge']],
  'Disputed by the provider': [...run, invalid, ['provider', 'contest']],
  Settled: [...run, valid, ['requester', 'approve']],
} as const satisfies Record<string, readonly Step[]>
