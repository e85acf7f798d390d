import { agree, challenge, contest, poke, rule } from './disputing.ts'
import { accept, cancel, close, closePosted, decline, post, skip } from './opening.ts'
import { approve, challengeLiveness, complete, deliverVerdict, heartbeat, resign, submit } from './running.ts'
import type { Commitment, Job, Quote, Terms } from './terms.ts'
import { Change, Refusal, type Authorization, type Outcome, type Signature, type World } from './world.ts'

type OnJob = { readonly job: Job; readonly signature: Signature }
/** `authorization`: of kind Authorization only. */
type Funding = { readonly kind: number; readonly amount: bigint; readonly authorization?: Authorization }
type Opening = {
  readonly terms: Terms
  readonly funding: Funding
  readonly requesterSignature: Signature
  readonly payerSignature: Signature
}
type Match = { readonly quote: Quote; readonly requesterSignature: Signature; readonly providerSignature: Signature }
type Reasoned = OnJob & { readonly reason: string }

/** What each move is given, beside its caller. */
type Arguments = {
  deposit: { readonly token: string; readonly amount: bigint }
  depositWithAuthorization: {
    readonly token: string
    readonly from: string
    readonly amount: bigint
    readonly authorization: Authorization
  }
  withdraw: { readonly token: string; readonly to: string; readonly amount: bigint; readonly escrow: string }
  post: Opening
  skip: { readonly lane: bigint; readonly sequence: bigint }
  cancel: OnJob
  decline: Reasoned
  accept: OnJob & { readonly provider: string }
  close: Opening & Match
  closePosted: Match & { readonly job: Job }
  challengeLiveness: OnJob
  heartbeat: OnJob & { readonly checkpoint: string; readonly units: bigint }
  resign: Reasoned
  submit: OnJob & { readonly commitment: Commitment }
  deliverVerdict: OnJob & { readonly verdict: number; readonly evidence: string }
  complete: {
    readonly job: Job
    readonly commitment: Commitment
    readonly verdict: number
    readonly evidence: string
    readonly providerSignature: Signature
    readonly verifierSignature: Signature
  }
  approve: OnJob
  challenge: Reasoned
  contest: Reasoned
  rule: Reasoned & { readonly share: bigint }
  agree: {
    readonly job: Job
    readonly toProvider: bigint
    readonly requesterSignature: Signature
    readonly providerSignature: Signature
  }
  poke: { readonly job: Job }
}

export type Move = keyof Arguments
export type Act<M extends Move> = { readonly move: M; readonly by: string } & Arguments[M]
export type Action = { [M in Move]: Act<M> }[Move]

function run(c: Change, a: Action): void {
  switch (a.move) {
    case 'deposit':
      return c.arrive(a.token, a.by, a.amount)
    case 'depositWithAuthorization':
      return c.arriveBy(a.token, a.from, a.amount, a.authorization)
    case 'withdraw':
      return c.leave(a.token, a.to, a.amount, a.escrow)
    case 'post':
      return post(c, a)
    case 'skip':
      return skip(c, a)
    case 'cancel':
      return cancel(c, a)
    case 'decline':
      return decline(c, a)
    case 'accept':
      return accept(c, a)
    case 'close':
      return close(c, a)
    case 'closePosted':
      return closePosted(c, a)
    case 'challengeLiveness':
      return challengeLiveness(c, a)
    case 'heartbeat':
      return heartbeat(c, a)
    case 'resign':
      return resign(c, a)
    case 'submit':
      return submit(c, a)
    case 'deliverVerdict':
      return deliverVerdict(c, a)
    case 'complete':
      return complete(c, a)
    case 'approve':
      return approve(c, a)
    case 'challenge':
      return challenge(c, a)
    case 'contest':
      return contest(c, a)
    case 'rule':
      return rule(c, a)
    case 'agree':
      return agree(c, a)
    case 'poke':
      return poke(c, a)
  }
}

/** What the escrow makes of a move: the next world and the events, or the error. Orders are taken as valid in themselves. */
export function apply(world: World, action: Action): Outcome {
  const change = new Change(world, action.by)
  try {
    run(change, action)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ok: false, error: error.message, args: error.args }
  }
  return change.done()
}

/** Time passes. */
export const pass = (world: World, to: bigint): World => ({ ...world, now: to })
