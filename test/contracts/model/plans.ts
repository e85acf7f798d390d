import { FundingKind, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import { zeroAddress, zeroHash } from '../helpers/market.ts'
import type { Act, Action } from './actions.ts'
import { beginnings, choices, type Cast } from './choices.ts'
import { isLive } from './chain.ts'
import { askedOf, signedBy, type Asked } from './messages.ts'
import { lockOf, type Job, type Terms } from './terms.ts'
import {
  deadlineOf,
  emptyWorld,
  entry,
  identityOf,
  laneKey,
  laneOf,
  type Authorization,
  type Signature,
  type World,
} from './world.ts'

/** Numbers that a step is made from. What they mean depends on the world in which the step is made. */
export type Draw = { readonly lane: number; readonly pick: number; readonly how: number; readonly fault: number }

/** What happened so far, for those who come back with it. */
export type Past = { readonly jobs: Job[]; readonly moves: Action[]; readonly words: string[] }

export type Stage = {
  readonly world: World
  readonly past: Past
  readonly cast: Cast
  readonly everybody: readonly string[]
  readonly escrow: string
  readonly tokens: readonly string[]
  readonly remember: (message: string, asked: Asked) => void
}

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('Nothing to choose from')
  return found
}

/** The jobs that lanes stand for: the live ones first and twice as often. */
export function jobsIn({ lanes }: World): Job[] {
  const all = Object.values(lanes).flatMap(({ job }) => (job === undefined ? [] : [job]))
  const live = all.filter(({ progress }) => isLive(progress.state))
  return live.length === 0 ? all : [...live, ...live, ...live, ...live, ...live, ...live, ...all]
}

/** Gives a move the signatures that its caller lacks, and those that `how` chooses to carry. */
export function withSignatures(stage: Stage, action: Action, word: string, how: number): Action {
  const slots = askedOf(action, word).map((one, index): [string, Signature] => {
    if (one.who === zeroAddress) return [one.slot, undefined]
    // An order stands for its requester's consent to a close, within the order's own limits.
    const order = one.name === 'Close' && how % 3 === 0
    const used: Asked = order ? { ...one, name: 'Order', fields: { id: one.fields['order'] ?? '' } } : one
    const { quote: _, ...flat } = used
    const chosen = order ? flat : used
    if (one.who === action.by && ((how >> index) & 1) === 0) return [one.slot, undefined]
    const signature = signedBy(one.who, chosen)
    stage.remember(signature?.message ?? '', chosen)
    return [one.slot, signature]
  })
  return { ...action, ...Object.fromEntries(slots) }
}

/** A caller who can call: somebody, where the move has no one to make it. */
const called = (stage: Stage, action: Action): Action =>
  action.by === zeroAddress ? { ...action, by: stage.cast.stranger } : action

/** A fresh order's post or close. */
export function begin(
  stage: Stage,
  input: Omit<Terms, 'id' | 'sequence'>,
  idOf: (t: Omit<Terms, 'id'>) => string,
  d: Draw,
) {
  const { world } = stage
  const last = world.lanes[laneKey(input.requester, input.lane)]?.sequence ?? 0n
  const sequence = d.fault === 1 ? last + 2n : last + 1n
  const unnamed = { ...input, sequence }
  const terms: Terms = { ...unnamed, id: idOf(unnamed) }
  const options = beginnings(terms, stage.cast)
  const plain = d.pick % 2 === 0 ? at(options, 0) : at(options.slice(1), d.pick >> 1)
  const by = d.how % 5 === 0 ? stage.cast.stranger : plain.by
  const funding = d.how % 4 === 1 ? { funding: fundingOf(stage, terms, d) } : {}
  return broken(stage, withSignatures(stage, { ...quoted(stage, plain, d), by, ...funding }, '', d.how), '', d)
}

/** Tokens that come with an order: from an allowance or by an authorization, sometimes too many, or signed by another. */
function fundingOf(stage: Stage, terms: Terms, d: Draw): Act<'post'>['funding'] {
  const amount = d.fault === 7 ? lockOf(terms) + 1n : BigInt(d.fault % 3) * 1_000n
  if ((d.how >> 2) % 2 === 0) return { kind: FundingKind.Allowance, amount }
  return { kind: FundingKind.Authorization, amount, authorization: authorizationOf(stage, terms.payer, d) }
}

/** One of few nonces, so that some are met again. */
function authorizationOf({ everybody }: Stage, from: string, { pick, fault }: Draw): Authorization {
  const nonce = `0x${(pick % 3).toString(16).padStart(64, '0')}`
  return { nonce, signer: fault === 4 ? at(everybody.slice(0, -1), pick) : from }
}

/** What ends an attempt or a job early: chosen less often, so that lives grow long. */
export const ends: readonly string[] = ['cancel', 'resign', 'agree', 'approve', 'poke', 'decline']

/** A move on one of the jobs, or one that another state would have, with at most one thing wrong. */
export function step(stage: Stage, d: Draw): Action | undefined {
  const { world, cast } = stage
  const jobs = jobsIn(world)
  if (jobs.length === 0) return undefined
  const job = at(jobs, d.lane)
  const word = identityOf(laneOf(world, job.terms))
  const state = d.fault === 2 ? (d.how % 6) + 1 : job.progress.state
  const seen = { terms: job.terms, progress: { ...job.progress, state } }
  const options = choices(world, seen, word, cast)
  const byMove = [...new Set(options.map(({ move }) => move))].flatMap((name) =>
    ends.includes(name) ? [name] : [name, name, name],
  )
  const move = at(byMove, d.pick)
  const chosen = at(
    options.filter((option) => option.move === move),
    d.pick >> 4,
  )
  if (!('job' in chosen)) return undefined
  const action = quoted(stage, called(stage, { ...chosen, job }), d)
  const carried = d.how % 3 === 0 ? { ...action, by: cast.stranger } : action
  return broken(stage, withSignatures(stage, argued(carried, d), word, d.how), word, d)
}

/** Arguments that a move must refuse. */
function argued(a: Action, { fault, how }: Draw): Action {
  if (fault !== 3) return a
  switch (a.move) {
    case 'submit':
    case 'complete': {
      const wrong = [{ outcome: Outcome.None }, { proofHash: zeroHash }, { units: 2n ** 63n }]
      const commitment = { ...a.commitment, ...at(wrong, how) }
      return a.move === 'complete' && how % 4 === 3 ? { ...a, verdict: Verdict.None } : { ...a, commitment }
    }
    case 'deliverVerdict':
      return { ...a, verdict: Verdict.None }
    case 'rule':
      return { ...a, share: 10_001n }
    case 'agree':
      return { ...a, toProvider: a.job.terms.maxPrice + 1n }
    default:
      return a
  }
}

/** The same match with another quote. */
function quoted({ world, everybody }: Stage, a: Action, { fault, how }: Draw): Action {
  if (a.move === 'accept' && fault === 4) {
    const provider = at(everybody, how)
    return provider === zeroAddress ? a : { ...a, provider, by: provider }
  }
  if ((a.move !== 'close' && a.move !== 'closePosted') || fault < 3 || fault > 4) return a
  const { quote } = a
  const other = [
    { price: ('terms' in a ? a.terms : a.job.terms).maxPrice + 1n },
    { validUntil: world.now - 1n },
    { attempt: quote.attempt + 1n },
    { order: zeroHash },
    { price: ('terms' in a ? a.terms : a.job.terms).maxPrice },
    { provider: at(everybody.slice(0, -1), how >> 3) },
  ]
  return { ...a, quote: { ...quote, ...at(other, how) } }
}

/** The move with one consent or one view wrong. */
function broken(stage: Stage, a: Action, word: string, { fault, how, pick }: Draw): Action {
  const { past, cast, everybody } = stage
  const people = everybody.filter((who) => who !== zeroAddress)
  const asked = askedOf(a, word).filter(({ who }) => who !== zeroAddress)
  const one = asked[how % Math.max(asked.length, 1)]
  if (one !== undefined && fault === 5) return { ...a, [one.slot]: undefined, by: cast.stranger }
  if (one !== undefined && fault === 6) {
    const signature = signedBy(at(people, pick), one)
    stage.remember(signature?.message ?? '', one)
    return { ...a, [one.slot]: signature }
  }
  if (one?.fields['word'] !== undefined && fault === 7 && past.words.length > 0) {
    const stale: Asked = { ...one, fields: { ...one.fields, word: at(past.words, pick) } }
    const signature = signedBy(one.who, stale)
    stage.remember(signature?.message ?? '', stale)
    return { ...a, [one.slot]: signature }
  }
  if (!('job' in a)) return a
  const { progress, terms } = a.job
  const views = past.jobs.filter((view) => view.terms.id === terms.id)
  if (fault === 8 && views.length > 0) return { ...a, job: at(views, how) }
  if (fault === 9) {
    const changes = [
      { price: progress.price + 1n },
      { phaseEnd: progress.phaseEnd + 1n },
      { feesPaid: 7n },
      { bond: 1n },
    ]
    return { ...a, job: { terms, progress: { ...progress, ...at(changes, how) } } }
  }
  return a
}

/** An old move once more, by whoever made it, on the job as it is by now. */
export function replay({ past, world }: Stage, d: Draw): Action | undefined {
  if (past.moves.length === 0) return undefined
  const action = at(past.moves, d.pick)
  if (!('job' in action)) return action
  const job = laneOf(world, action.job.terms).job
  return job === undefined || d.how % 2 === 0 ? action : { ...action, job }
}

/** Money in and out, and lanes that are passed over. */
export function bank(stage: Stage, d: Draw): Action {
  const { world, everybody, escrow, tokens, past } = stage
  const by = at(everybody.slice(0, -1), d.lane)
  const token = at(tokens, d.how)
  const balance = world.ledger[entry(token, by)] ?? 0n
  const amounts = [balance / 2n, balance, balance + 1n, balance > 700n ? balance - 700n : 0n]
  const to = at([by, by, at(everybody, d.fault), escrow, zeroAddress], d.fault)
  const lane = BigInt(d.how % 3)
  const sequence = (world.lanes[laneKey(by, lane)]?.sequence ?? 0n) + BigInt(d.fault % 3 === 2 ? 2 : 1)
  const skipper = at(past.jobs.length > 0 ? [by, at(past.jobs, d.lane).terms.requester] : [by], d.pick >> 2)
  switch (d.pick % 4) {
    case 0:
      return { move: 'withdraw', by, token, to, amount: at(amounts, d.pick >> 2), escrow }
    case 1:
      return { move: 'skip', by: skipper, lane, sequence: skipper === by ? sequence : BigInt(d.fault) }
    case 2: {
      const from = at(everybody.slice(0, -1), d.pick >> 2)
      const amount = BigInt(d.fault % 3) * 1_000n
      return {
        move: 'depositWithAuthorization',
        by,
        token,
        from,
        amount,
        authorization: authorizationOf(stage, from, d),
      }
    }
    default:
      return { move: 'deposit', by, token, amount: BigInt(d.fault) * 111_111n }
  }
}

/** A second worth standing in, at or after now: an edge of one of the jobs, or a little later. */
export function nextSecond({ now, lanes }: World, d: Draw): bigint {
  const jobs = jobsIn({ ...emptyWorld, now, lanes })
  if (jobs.length === 0) return now + BigInt(d.how)
  const { terms, progress } = at(jobs, d.lane)
  const until = progress.phaseEnd - 2n * terms.windows.liveness
  const edge = at(
    [deadlineOf(progress), progress.challengeFrom, progress.challengeFrom, until, terms.exclusiveUntil],
    d.pick,
  )
  const second = edge + BigInt(d.how % 3) - 1n
  return second > now && second < now + 10_000n ? second : now + BigInt(d.fault)
}
