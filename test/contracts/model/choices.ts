import { FundingKind, JobState, Outcome, UnitKind, Verdict } from '../../../sdk/src/generated/enums.ts'
import type { Action } from './actions.ts'
import { closeMessage, quoteMessage } from './opening.ts'
import { commitmentMessage, verdictMessage } from './running.ts'
import { least, people } from './shapes.ts'
import { rampOf, type Job, type Terms } from './terms.ts'
import { deadlineOf, identityOf, messageOf, type World } from './world.ts'

/** What is only carried along. */
const carried = { reason: `0x${'aa'.repeat(32)}`, evidence: `0x${'ee'.repeat(32)}`, proofHash: `0x${'cc'.repeat(32)}` }
const { reason, evidence, proofHash } = carried
const checkpoint = `0x${'bb'.repeat(32)}`

/** Who may take a job, and somebody who has no part in it. */
export type Cast = { readonly providers: readonly string[]; readonly stranger: string }
const smallCast: Cast = { providers: [people.provider, people.rival], stranger: 'stranger' }
const both = [Outcome.Success, Outcome.JobError, Outcome.SpecExceeded]
const verdicts = [Verdict.Valid, Verdict.Invalid, Verdict.Inconclusive]
const funding = { kind: FundingKind.Ledger, amount: 0n }
const byCall = { signature: undefined }
const signed = (signer: string, message: string) => ({ signer, message })

/** How a job begins: posted, or closed by call at any price, or with the order alone. */
export function beginnings(terms: Terms, { providers } = smallCast): Action[] {
  const payerSignature = signed(terms.payer, messageOf('Order', terms.id))
  const opening = { terms, funding, requesterSignature: undefined, payerSignature, by: terms.requester }
  const closes = providers.flatMap((provider): Action[] => {
    const quote = { order: terms.id, attempt: 1n, provider, price: terms.minPrice, validUntil: 2n ** 40n }
    const close = {
      ...opening,
      move: 'close',
      quote,
      providerSignature: signed(provider, quoteMessage(quote)),
    } as const
    return [
      close,
      { ...close, by: provider, requesterSignature: payerOf(terms.requester, terms), providerSignature: undefined },
    ]
  })
  return [{ ...opening, move: 'post' }, ...closes]
}

const payerOf = (signer: string, terms: Terms) => signed(signer, messageOf('Order', terms.id))

/** Every move that somebody may try on the job as it is, each by the one that it takes. Many are refused. */
export function choices(world: World, job: Job, word: string, cast = smallCast): Action[] {
  const { providers, stranger } = cast
  const { terms, progress } = job
  const { requester, arbiter, id } = terms
  const { provider } = progress
  const poke: Action = { move: 'poke', by: stranger, job }
  const onRequester = { by: requester, job, ...byCall }
  switch (progress.state) {
    case JobState.Open:
      return [
        poke,
        { move: 'cancel', ...onRequester },
        { move: 'decline', by: terms.provider, job, reason, ...byCall },
        ...providers.map((who): Action => ({ move: 'accept', by: who, provider: who, job, ...byCall })),
        ...providers.flatMap((who) => quotes(world, job, who)),
      ]
    case JobState.Contracted:
      return [
        poke,
        { move: 'challengeLiveness', ...onRequester },
        { move: 'heartbeat', by: provider, job, checkpoint, units: 1n, ...byCall },
        { move: 'resign', by: provider, job, reason, ...byCall },
        ...proofs(world, job),
        ...agreements(job, word),
      ]
    case JobState.Verifying:
      return [poke, ...judgements(job, stranger), { move: 'approve', ...onRequester }, ...agreements(job, word)]
    case JobState.Claimed:
      return [
        poke,
        { move: 'approve', ...onRequester },
        { move: 'challenge', ...onRequester, reason },
        ...agreements(job, word),
      ]
    case JobState.Rejected:
      return [
        poke,
        { move: 'approve', ...onRequester },
        { move: 'contest', by: provider, job, reason, ...byCall },
        ...agreements(job, word),
      ]
    case JobState.Disputed:
      return [
        poke,
        ...[0n, 1n, 4_999n, 10_000n, 10_001n].map((share): Action => ({
          move: 'rule',
          by: arbiter,
          job,
          share,
          reason,
          ...byCall,
        })),
        ...agreements(job, word),
      ]
    default:
      return [poke, { move: 'cancel', ...onRequester }, { move: 'approve', ...onRequester }, ...agreements(job, word)]
  }

  function agreements({ progress: p }: Job, onWord: string): Action[] {
    return [0n, 333n, terms.maxPrice, terms.maxPrice + 1n].map((toProvider): Action => {
      const message = messageOf('Agree', id, onWord, p.attempt, p.provider, toProvider)
      const providerSignature = signed(p.provider, message)
      return { move: 'agree', by: requester, job, toProvider, requesterSignature: undefined, providerSignature }
    })
  }
}

function quotes(world: World, job: Job, provider: string): Action[] {
  const { terms, progress } = job
  const ramp = rampOf(terms, progress.phaseEnd - terms.windows.open, world.now)
  // Of a job that is not open there is no such price.
  const price = ramp < 0n ? 0n : ramp
  const quote = { order: terms.id, attempt: progress.attempt + 1n, provider, price, validUntil: 2n ** 40n }
  const close = { move: 'closePosted', by: terms.requester, job, quote, requesterSignature: undefined } as const
  const providerSignature = signed(provider, quoteMessage(quote))
  const requesterSignature = signed(terms.requester, closeMessage(terms.id, quote))
  return [
    { ...close, providerSignature },
    { ...close, by: provider, requesterSignature, providerSignature: undefined },
  ]
}

function proofs(world: World, job: Job): Action[] {
  const { terms, progress } = job
  const passed = world.now - progress.acceptedAt
  const counts = terms.rules.unitKind === BigInt(UnitKind.Seconds) ? [passed, passed + 1n] : [777n, 5_000n]
  const commitments = both.flatMap((outcome) => counts.map((units) => ({ proofHash, outcome, units })))
  const submits = commitments.map((commitment): Action => ({
    move: 'submit',
    by: progress.provider,
    job,
    commitment,
    ...byCall,
  }))
  const completes = commitments.flatMap((commitment) =>
    verdicts.map((verdict): Action => {
      const providerSignature = signed(progress.provider, commitmentMessage(job, commitment))
      const signatures = { providerSignature, verifierSignature: undefined }
      return { move: 'complete', by: terms.verifier, job, commitment, verdict, evidence, ...signatures }
    }),
  )
  return [...submits, ...completes]
}

function judgements(job: Job, stranger: string): Action[] {
  const by = job.terms.verifier
  return verdicts.map((verdict) => {
    const signature = signed(by, verdictMessage(job, job.progress, verdict, evidence))
    return { move: 'deliverVerdict', by: stranger, job, verdict, evidence, signature }
  })
}

/** The seconds worth standing in: both sides of every edge that the job has before it. */
export function edges(world: World, { terms, progress }: Job): bigint[] {
  const { now } = world
  const deadline = deadlineOf(progress)
  const points = [deadline - 1n, deadline, deadline + 1n]
  if (progress.state === JobState.Open && !progress.declined) {
    points.push(terms.exclusiveUntil, terms.exclusiveUntil + 1n)
  }
  if (progress.state === JobState.Contracted) {
    const until = progress.phaseEnd - 2n * terms.windows.liveness
    const { challengeFrom } = progress
    points.push(challengeFrom - 1n, challengeFrom, until, until + 1n, progress.acceptedAt + least)
  }
  return [...new Set(points)].filter((point) => point > now && point <= deadline + 1n)
}

export const wordIn = (world: World) => Object.values(world.lanes).map(identityOf)[0] ?? ''
