import { JobState } from '../../../sdk/src/generated/enums.ts'
import { zeroAddress, type ProgressStruct } from '../helpers/market.ts'
import type { Job, Terms } from './terms.ts'

/** A lane of a requester: its last sequence, and the job that its word stands for. After a skip it stands for none. */
export type Lane = { readonly sequence: bigint; readonly state: number; readonly job: Job | undefined }

/** All that the escrow knows, and the time. */
export type World = {
  readonly now: bigint
  /** What each account is owed, by `entry(token, account)`. The entry of the zero address holds what was burned. */
  readonly ledger: Readonly<Record<string, bigint>>
  /** By `laneKey`. */
  readonly lanes: Readonly<Record<string, Lane>>
  /** What came in and has not gone out, by token. */
  readonly held: Readonly<Record<string, bigint>>
  /** The authorizations (ERC-3009) that tokens took, by `spentKey`. */
  readonly spent: Readonly<Record<string, true>>
}

/** An ERC-3009 authorization over the amount that it comes with: its nonce, and who really signed it. */
export type Authorization = { readonly nonce: string; readonly signer: string }

/** An argument of an event, of an error or of a signed message. A lane word is told by its identity, a text. */
export type Value = bigint | string

export type Event = { readonly name: string; readonly args: readonly Value[] }

export type Outcome =
  | { readonly ok: true; readonly world: World; readonly events: readonly Event[] }
  | { readonly ok: false; readonly error: string; readonly args: readonly Value[] }

/** Who signed what. Undefined stands for the caller. */
export type Signature = { readonly signer: string; readonly message: string } | undefined

export class Refusal extends Error {
  readonly args: readonly Value[]
  constructor(name: string, args: readonly Value[]) {
    super(name)
    this.args = args
  }
}

export function refuse(name: string, ...args: readonly Value[]): never {
  throw new Refusal(name, args)
}

export const entry = (token: string, account: string) => `${token} ${account}`
export const laneKey = (requester: string, lane: bigint) => `${requester} ${lane}`
const spentKey = (token: string, from: string, nonce: string) => `${token} ${from} ${nonce}`
export const emptyWorld: World = { now: 0n, ledger: {}, lanes: {}, held: {}, spent: {} }
const emptyLane: Lane = { sequence: 0n, state: JobState.None, job: undefined }

/** What is signed, as a text: one for each meaning. */
export const messageOf = (name: string, ...fields: readonly Value[]) => `${name}(${fields.join()})`

const isFree = (state: number) => state === JobState.None || state === JobState.Settled || state === JobState.Cancelled

export const laneOf = (world: World, terms: Pick<Terms, 'requester' | 'lane'>): Lane =>
  world.lanes[laneKey(terms.requester, terms.lane)] ?? emptyLane

/** Two words are the same if and only if their identities are. */
export function identityOf({ sequence, state, job }: Lane): string {
  if (job === undefined) return `${sequence}:${state}`
  return `${sequence}:${job.terms.id}:${Object.values(inOrder(job.progress)).join()}`
}

const inOrder = (p: ProgressStruct): ProgressStruct => ({
  state: p.state,
  attempt: p.attempt,
  provider: p.provider,
  price: p.price,
  acceptedAt: p.acceptedAt,
  phaseEnd: p.phaseEnd,
  answerBy: p.answerBy,
  challengeFrom: p.challengeFrom,
  declined: p.declined,
  proofHash: p.proofHash,
  outcome: p.outcome,
  units: p.units,
  verdict: p.verdict,
  feesPaid: p.feesPaid,
  bond: p.bond,
})

/** The last second in which a role may act. */
export const deadlineOf = ({ phaseEnd, answerBy }: ProgressStruct) =>
  answerBy !== 0n && answerBy < phaseEnd ? answerBy : phaseEnd

/** The world while a move changes it. The world that it started from stays as it was. */
export class Change {
  readonly now: bigint
  readonly by: string
  readonly events: Event[] = []
  private readonly ledger: Record<string, bigint>
  private readonly lanes: Record<string, Lane>
  private readonly held: Record<string, bigint>
  private readonly spent: Record<string, true>

  constructor(world: World, by: string) {
    this.now = world.now
    this.by = by
    this.ledger = { ...world.ledger }
    this.lanes = { ...world.lanes }
    this.held = { ...world.held }
    this.spent = { ...world.spent }
  }

  done(): Outcome {
    const { now, ledger, lanes, held, spent, events } = this
    return { ok: true, world: { now, ledger, lanes, held, spent }, events }
  }

  emit(name: string, ...args: readonly Value[]) {
    this.events.push({ name, args })
  }

  laneOf(requester: string, lane: bigint): Lane {
    return this.lanes[laneKey(requester, lane)] ?? emptyLane
  }

  /** Moves a free lane on to `given`, which must be the next sequence. Its word then stands for no job: as for one that is over. */
  advance(requester: string, lane: bigint, given: bigint) {
    const { sequence, state } = this.laneOf(requester, lane)
    if (!isFree(state)) refuse('LaneBusy', requester, lane, BigInt(state))
    if (given !== sequence + 1n) refuse('LaneSequenceWrong', requester, lane, given, sequence + 1n)
    this.lanes[laneKey(requester, lane)] = { sequence: given, state: JobState.Cancelled, job: undefined }
  }

  /** The job must be the one that the lane stands for. */
  mustBeCurrent({ terms, progress }: Job) {
    const lane = this.laneOf(terms.requester, terms.lane)
    const given = { sequence: lane.sequence, state: progress.state, job: { terms, progress } }
    if (lane.job === undefined || identityOf(given) !== identityOf(lane)) {
      refuse('JobNotCurrent', terms.id, identityOf(lane))
    }
  }

  /** The job is current, in one of these states, and not past its deadline. */
  mustBeLive(job: Job, ...states: readonly number[]) {
    this.mustBeCurrent(job)
    const { progress, terms } = job
    if (!states.includes(progress.state)) refuse('JobStateWrong', terms.id, BigInt(progress.state))
    const deadline = deadlineOf(progress)
    if (this.now > deadline) refuse('DeadlinePassed', terms.id, deadline, this.now)
  }

  wordOf({ terms }: Job) {
    return identityOf(this.laneOf(terms.requester, terms.lane))
  }

  /** Whoever calls needs no signature, and one that it carries all the same is not looked at. */
  hasConsent(who: string, signature: Signature, message: string): boolean {
    if (this.by === who) return true
    return signature !== undefined && signature.signer === who && signature.message === message
  }

  mustConsent(who: string, signature: Signature, message: string) {
    if (!this.hasConsent(who, signature, message)) refuse('NotAuthorized', who, this.by)
  }

  become(terms: Terms, progress: ProgressStruct) {
    const { sequence } = terms
    this.lanes[laneKey(terms.requester, terms.lane)] = { sequence, state: progress.state, job: { terms, progress } }
  }

  credit(token: string, account: string, amount: bigint) {
    const key = entry(token, account)
    this.ledger[key] = (this.ledger[key] ?? 0n) + amount
  }

  debit(token: string, account: string, amount: bigint) {
    const balance = this.ledger[entry(token, account)] ?? 0n
    if (balance < amount) refuse('BalanceTooLow', token, account, balance, amount)
    this.ledger[entry(token, account)] = balance - amount
  }

  /** Tokens come in: everybody's wallet has enough of them. */
  arrive(token: string, from: string, amount: bigint) {
    if (amount === 0n) refuse('NothingArrived', token, from)
    this.credit(token, from, amount)
    this.held[token] = (this.held[token] ?? 0n) + amount
    this.emit('Deposited', token, from, amount)
  }

  isSpent(token: string, from: string, { nonce }: Authorization): boolean {
    return this.spent[spentKey(token, from, nonce)] === true
  }

  /** Tokens come by an authorization: of its owner, and once. The two refusals are the token's. */
  arriveBy(token: string, from: string, amount: bigint, authorization: Authorization) {
    const { nonce, signer } = authorization
    if (this.isSpent(token, from, authorization)) refuse('AuthorizationUsed', from, nonce)
    if (signer !== from) refuse('AuthorizationSignedByOther', from, signer)
    this.spent[spentKey(token, from, nonce)] = true
    this.arrive(token, from, amount)
  }

  leave(token: string, to: string, amount: bigint, escrow: string) {
    if (to === zeroAddress || to === escrow) refuse('RecipientInvalid', to)
    this.debit(token, this.by, amount)
    this.held[token] = (this.held[token] ?? 0n) - amount
    this.emit('Withdrawn', token, this.by, to, amount)
  }
}
