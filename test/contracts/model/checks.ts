import { JobState } from '../../../sdk/src/generated/enums.ts'
import { zeroAddress } from '../helpers/market.ts'
import { apply, type Action } from './actions.ts'
import { people } from './shapes.ts'
import { isFinal, lockOf, lockedIn, partOf, type Terms } from './terms.ts'
import { purse, type Graph, type Node } from './walk.ts'
import { deadlineOf, entry, identityOf, type World } from './world.ts'

const everybody = Object.values(people)
export const balance = ({ ledger }: World, who: string) => ledger[entry('token', who)] ?? 0n
const fail = (text: string, { world, job }: Node) => {
  const { now, ledger } = world
  const show = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)
  throw new Error(`${text}: ${JSON.stringify({ now, progress: job?.progress, ledger }, show)}`)
}

/** P1 and P2: what came in is on the ledger or locked, to the last unit, and no entry is negative. */
export function everyCoin(node: Node) {
  const { world, job } = node
  const owed = Object.values(world.ledger).reduce((sum, amount) => sum + amount, 0n)
  const locked = job === undefined ? 0n : lockedIn(job)
  if (owed + locked !== (world.held['token'] ?? 0n)) fail('P2: a coin is missing or too many', node)
  if (Object.values(world.ledger).some((amount) => amount < 0n)) fail('P1: an entry below zero', node)
}

/** P3, at the end: everything can be withdrawn, but for what burned. */
export function withdrawable(node: Node) {
  const { world, job } = node
  if (job === undefined || !isFinal(job.progress.state)) return
  let left = world
  for (const by of everybody) {
    const action = {
      move: 'withdraw',
      by,
      token: 'token',
      to: by,
      amount: balance(world, by),
      escrow: 'escrow',
    } as const
    const next = apply(left, action)
    if (!next.ok) return fail(`P3: ${by} cannot withdraw`, node)
    left = next.world
  }
  if (left.held['token'] !== balance(world, zeroAddress)) fail('P3: something stays behind', node)
}

/** P6: what each side can lose at most, now or at the end. */
export function boundedLoss(node: Node) {
  const { world, job } = node
  if (job === undefined) return
  const { terms, progress } = job
  const attempts = progress.attempt
  const lost = (who: string) => purse - balance(world, who)
  const most = bondMost(terms) * attempts
  const asPayer = lockOf(terms) + (terms.payer === terms.requester ? most : 0n)
  if (lost(terms.payer) > asPayer) fail('P6: the payer lost more than it signed', node)
  if (terms.payer !== terms.requester && lost(terms.requester) > most)
    fail('P6: the requester lost more than bonds', node)
  for (const who of [people.provider, people.rival]) {
    const stakes = isFinal(progress.state) ? partOf(terms.stake, terms.rules.slash) * attempts : terms.stake * attempts
    if (lost(who) > stakes + most) fail(`P6: ${who} lost more than stake and bonds`, node)
  }
  if (balance(world, zeroAddress) > partOf(terms.stake, terms.rules.slash) * attempts) fail('P6: too much burned', node)
  for (const who of [terms.verifier, terms.arbiter, terms.feeTo]) {
    if (who !== zeroAddress && who !== terms.requester && lost(who) > 0n) fail(`P6: ${who} lost something`, node)
  }
  if (progress.feesPaid > progress.attempt || progress.attempt > terms.rules.maxAttempts) fail('more than agreed', node)
  if (isFinal(progress.state)) endsFairly(node, terms)
}

const bondMost = (terms: Terms) => {
  const tenth = terms.maxPrice / 10n
  return tenth > terms.arbiterFee ? tenth : terms.arbiterFee
}

/** At the end: a verifier has its fee once per verdict, and a fee of the page is a share of what was paid, or nothing. */
function endsFairly(node: Node, terms: Terms) {
  const { world, job } = node
  if (job === undefined) return
  const { feesPaid, state } = job.progress
  const earned = balance(world, people.verifier) - purse
  if (terms.verifier === people.verifier && earned !== terms.verifierFee * feesPaid)
    fail('P8: not one fee per verdict', node)
  const fee = balance(world, people.feeTo) - purse
  if (state === JobState.Cancelled && fee !== 0n) fail('a fee of nothing', node)
  if (fee > partOf(terms.maxPrice, terms.rules.fee)) fail('P6: too high a fee', node)
}

/** A live state waits or can be poked, never both and never neither; a final one does neither. */
export function oneWayOut(node: Node) {
  const { world, job, edges } = node
  if (job === undefined) return
  const moves = edges.flatMap(({ action }) => (action === undefined ? [] : [action.move]))
  if (isFinal(job.progress.state)) {
    if (moves.length > 0) fail(`P7: ${moves.join()} after the end`, node)
    return
  }
  const isOver = world.now > deadlineOf(job.progress)
  if (isOver && moves.join() !== 'poke') fail(`P3: after the deadline, not poke alone but ${moves.join()}`, node)
  if (!isOver && (moves.length === 0 || moves.includes('poke'))) fail('P3: before the deadline, nothing or poke', node)
  if (isOver !== edges.every(({ action }) => action !== undefined)) fail('time and poke', node)
}

/** P7 at the end: the order cannot be used again, and the lane is free for the next. */
export function laneGoesOn(node: Node) {
  const { world, job } = node
  if (job === undefined || !isFinal(job.progress.state)) return
  const skip = (sequence: bigint) => apply(world, { move: 'skip', by: job.terms.requester, lane: 0n, sequence })
  if (skip(1n).ok) fail('P7: the sequence was used before', node)
  if (!skip(2n).ok) fail('P4: the lane is not free', node)
}

/** Who called or signed. */
export function consents(action: Action): string[] {
  const signers = Object.values(action).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null && 'signer' in value ? [String(value.signer)] : [],
  )
  return [action.by, ...signers]
}

/** P5: nobody's entry shrinks without its call or signature, and what burned never comes back. */
export function onlyByConsent({ nodes }: Graph, node: Node) {
  for (const { to, action } of node.edges) {
    const next = nodes[to]
    if (next === undefined || action === undefined) continue
    const asked = consents(action)
    const robbed = everybody.filter(
      (who) => balance(next.world, who) < balance(node.world, who) && !asked.includes(who),
    )
    if (robbed.length > 0) fail(`P5: ${action.move} took from ${robbed.join()}`, node)
    if (balance(next.world, zeroAddress) < balance(node.world, zeroAddress)) fail('what burned came back', node)
  }
}

export const wordOf = ({ world }: Node) => Object.values(world.lanes).map(identityOf)[0] ?? ''
