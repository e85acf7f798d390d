import { FundingKind, JobState } from '../../../sdk/src/generated/enums.ts'
import { emptyProgress } from '../helpers/market.ts'
import type { Act } from './actions.ts'
import { refund } from './endings.ts'
import { isExclusive, isPublic, lockOf, rampOf, type Job, type Quote, type Terms } from './terms.ts'
import { messageOf, refuse, type Change, type Signature } from './world.ts'

const orderMessage = (terms: Terms) => messageOf('Order', terms.id)
export const quoteMessage = (q: Quote) => messageOf('Quote', q.order, q.attempt, q.provider, q.price, q.validUntil)
export const closeMessage = (id: string, q: Quote) => messageOf('Close', id, quoteMessage(q))

/** The payer called or signed, unless it is the requester, whose consent was asked for already. */
function mustFund(c: Change, terms: Terms, signature: Signature) {
  if (terms.payer !== terms.requester) c.mustConsent(terms.payer, signature, orderMessage(terms))
}

/** The job of a fresh order, with its price locked. */
function opened(c: Change, { terms, funding }: Pick<Act<'post'>, 'terms' | 'funding'>): Job {
  const { id, token, payer } = terms
  const { kind, amount, authorization } = funding
  const lock = lockOf(terms)
  if (c.by !== payer && amount > lock) refuse('FundingTooLarge', id, amount, lock)
  if (authorization !== undefined) {
    // Carried before by somebody: the payer was credited then.
    if (!c.isSpent(token, payer, authorization)) c.arriveBy(token, payer, amount, authorization)
  } else if (kind !== FundingKind.Ledger) {
    c.arrive(token, payer, amount)
  }
  c.debit(token, payer, lock)
  const phaseEnd = c.now + terms.windows.open
  return { terms, progress: { ...emptyProgress, state: JobState.Open, phaseEnd } }
}

/** Whether `provider` may take the next attempt of an open job at all. */
function mustBeFit(job: Job, provider: string) {
  const { terms, progress } = job
  const others = [terms.requester, terms.payer, terms.verifier, terms.arbiter]
  if (others.includes(provider)) refuse('ProviderHasOtherRole', terms.id, provider)
  if (progress.provider === provider) refuse('ProviderFailedBefore', terms.id, provider)
}

function mustBeAllowed(c: Change, job: Job, provider: string) {
  const { id, provider: exclusive, exclusiveUntil } = job.terms
  if (isExclusive(job, c.now) && provider !== exclusive) {
    refuse('ProviderNotExclusive', id, exclusive, exclusiveUntil)
  }
}

function take(c: Change, { terms, progress }: Job, provider: string, price: bigint) {
  c.debit(terms.token, provider, terms.stake)
  const { run } = terms.windows
  const times = { acceptedAt: c.now, phaseEnd: c.now + run, challengeFrom: c.now + run / 4n }
  const attempt = progress.attempt + 1n
  c.become(terms, { ...progress, ...times, state: JobState.Contracted, provider, price, attempt })
  return attempt
}

const rampNow = (c: Change, { terms, progress }: Job) => rampOf(terms, progress.phaseEnd - terms.windows.open, c.now)

export function post(c: Change, a: Act<'post'>) {
  const { terms } = a
  if (a.by !== terms.requester && !isPublic(terms)) refuse('OrderNotPublic', terms.id)
  c.mustConsent(terms.requester, a.requesterSignature, orderMessage(terms))
  c.advance(terms.requester, terms.lane, terms.sequence)
  mustFund(c, terms, a.payerSignature)
  const { progress } = opened(c, a)
  c.become(terms, progress)
  c.emit('JobPosted', terms.id, terms.requester, terms.id, progress.phaseEnd)
}

export function skip(c: Change, a: Act<'skip'>) {
  c.advance(a.by, a.lane, a.sequence)
  c.emit('LaneSkipped', a.by, a.lane, a.sequence)
}

export function cancel(c: Change, a: Act<'cancel'>) {
  c.mustBeLive(a.job, JobState.Open)
  c.mustConsent(a.job.terms.requester, a.signature, messageOf('Cancel', a.job.terms.id, c.wordOf(a.job)))
  refund(c, a.job)
}

export function decline(c: Change, a: Act<'decline'>) {
  const { terms, progress } = a.job
  c.mustBeLive(a.job, JobState.Open)
  if (!isExclusive(a.job, c.now)) refuse('NotExclusive', terms.id)
  c.mustConsent(terms.provider, a.signature, messageOf('Decline', terms.id, c.wordOf(a.job), a.reason))
  c.become(terms, { ...progress, declined: true })
  c.emit('JobDeclined', terms.id, terms.provider, a.reason)
}

export function accept(c: Change, a: Act<'accept'>) {
  const { job, provider } = a
  c.mustBeLive(job, JobState.Open)
  c.mustConsent(provider, a.signature, messageOf('Accept', job.terms.id, c.wordOf(job), provider))
  mustBeAllowed(c, job, provider)
  mustBeFit(job, provider)
  const price = rampNow(c, job)
  const attempt = take(c, job, provider, price)
  c.emit('JobContracted', job.terms.id, provider, attempt, price, c.now)
}

/** Both sides agree to the quote: the requester by call or Close, or by its order within the order's own limits. */
function mustMatch(c: Change, job: Job, a: Act<'close'> | Act<'closePosted'>) {
  const { terms, progress } = job
  const { quote } = a
  const attempt = progress.attempt + 1n
  if (quote.order !== terms.id || quote.attempt !== attempt) {
    refuse('QuoteForOther', terms.id, quote.order, attempt, quote.attempt)
  }
  if (c.now > quote.validUntil) refuse('QuoteExpired', terms.id, quote.validUntil, c.now)
  c.mustConsent(quote.provider, a.providerSignature, quoteMessage(quote))
  const isDirect = c.hasConsent(terms.requester, a.requesterSignature, closeMessage(terms.id, quote))
  if (!isDirect) {
    c.mustConsent(terms.requester, a.requesterSignature, orderMessage(terms))
    mustBeAllowed(c, job, quote.provider)
  }
  const most = isDirect ? terms.maxPrice : rampNow(c, job)
  if (quote.price > most) refuse('PriceTooHigh', terms.id, quote.price, most)
  mustBeFit(job, quote.provider)
}

export function close(c: Change, a: Act<'close'>) {
  const { terms, quote } = a
  c.advance(terms.requester, terms.lane, terms.sequence)
  mustFund(c, terms, a.payerSignature)
  const job = opened(c, a)
  mustMatch(c, job, a)
  take(c, job, quote.provider, quote.price)
  c.emit('MatchClosed', terms.id, terms.requester, quote.provider, terms.id, quote.price, c.now)
}

export function closePosted(c: Change, a: Act<'closePosted'>) {
  const { job, quote } = a
  c.mustBeLive(job, JobState.Open)
  mustMatch(c, job, a)
  const attempt = take(c, job, quote.provider, quote.price)
  c.emit('JobContracted', job.terms.id, quote.provider, attempt, quote.price, c.now)
}
