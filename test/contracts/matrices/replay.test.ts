import { expect } from 'chai'
import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import { moves } from '../../../sdk/src/generated/moves.ts'
import { typedDataTypes, type MessageName } from '../../../sdk/src/generated/typed-data.ts'
import { after, commitment, evidence, next, posted, reason, travelling, type Life } from '../helpers/life.ts'
import { byCall, call, deployMarket, noFunding, sign, type Market, type OrderInput } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { quoted } from '../helpers/quote.ts'
import { scene } from '../helpers/scene.ts'
import { deadlineOf, onward, unposted, wordOf, type Subject } from '../helpers/subject.ts'
import { done, refusal, said } from '../helpers/wire.ts'
import { quoteFor, quotesEnd, writers, type Letter, type Writer } from './letters.ts'

const { market, thenUndo, ethers } = await scene()
const names = Object.keys(writers).filter((name): name is MessageName => name in typedDataTypes)
const onOrders: readonly MessageName[] = ['Order', 'Quote', 'Close']

/** Brings a job, or an order, to where a message acts. */
async function begin(m: Market, { order, reach }: Writer, input: OrderInput = {}): Promise<Subject> {
  if (reach === undefined) return unposted(m, { ...input, rules: { flags: flag.public } })
  return reach(m, await posted(m, { ...(await order?.(m)), ...input }))
}

/** The same with an order that is given whole. */
async function led(m: Market, { reach }: Writer, order: OrderInput): Promise<Subject> {
  return reach === undefined ? unposted(m, order) : reach(m, await posted(m, order))
}

const strangers = (m: Market, { role }: Letter) => refusal('NotAuthorized', role, m.stranger.address)
const busy = (m: Market, state: number) => refusal('LaneBusy', m.requester.address, 0n, state)
const gone = async (m: Market, job: Subject) => refusal('JobNotCurrent', job.id, await wordOf(m, job))

/** What the letter meets when it comes with the job as it is now: the move is not legal there, or the signature is not for there. */
function atRest(m: Market, letter: Letter, { id, job }: Subject): string {
  const { move } = letter.carry('0x')
  const state = Object.entries(JobState).find(([, value]) => value === job.progress.state)?.[0]
  const isLegal = moves.some((row) => row.move === move && row.from.some((name) => name === state))
  if (move === 'decline' && job.progress.declined) return refusal('NotExclusive', id)
  return isLegal ? strangers(m, letter) : refusal('JobStateWrong', id, job.progress.state)
}

/** Ends the job without the letter. */
async function ended(m: Market, job: Subject): Promise<Subject> {
  if (job.job.progress.state === JobState.Open) return onward(m, job, 'cancel', m.requester, byCall)
  const message = { job: job.id, word: await wordOf(m, job), attempt: 1n, provider: m.provider.address, toProvider: 7n }
  return onward(m, job, 'agree', m.requester, 7n, byCall, await sign(m, m.provider, 'Agree', message))
}

/** Moves the job on by another's move. */
async function overtaken(m: Market, name: MessageName, job: Subject): Promise<Subject> {
  switch (job.job.progress.state) {
    case JobState.Open: {
      const who = name === 'Decline' ? m.provider : m.rival
      return onward(m, job, 'accept', who, who.address, byCall)
    }
    case JobState.Contracted:
      return onward(m, job, 'submit', m.provider, commitment(Outcome.JobError), byCall)
    case JobState.Verifying:
      if (name === 'Attestation') return onward(m, job, 'approve', m.requester, byCall)
      return onward(m, job, 'deliverVerdict', m.verifier, Verdict.Invalid, evidence, byCall)
    case JobState.Claimed:
      if (name !== 'Approve' && name !== 'Agree') return onward(m, job, 'approve', m.requester, byCall)
      return onward(m, job, 'challenge', m.requester, reason, byCall)
    case JobState.Rejected:
      return onward(m, job, 'approve', m.requester, byCall)
    default:
      return onward(m, job, 'rule', m.arbiter, 0n, reason, byCall)
  }
}

/**
 * An open job of which the first attempt was resigned or, for the third attempt, the second by a rival as well, and the market in which
 * the next provider is the one that may take it.
 */
async function reopened(m: Market, input: OrderInput, attempt: 2 | 3) {
  const rivalry = { ...m, provider: m.rival, rival: m.provider }
  const first = await resigned(m, await posted(m, input))
  return attempt === 2 ? { open: first, there: rivalry } : { open: await resigned(rivalry, first), there: m }
}

async function resigned(m: Market, open: Life): Promise<Life> {
  const taken = await next(m, open, 'accept', m.provider, m.provider.address, byCall)
  return next(m, taken, 'resign', m.provider, reason, byCall)
}

for (const name of names) {
  const writer = writers[name]
  const beforeJob = onOrders.includes(name)

  describe(`A signature on ${name} is worth nothing`, function () {
    it('on another chain, for another contract, or as any other message', async function () {
      const m = await market()
      const letter = await writer.write(m, await begin(m, writer))
      const twin = (await deployMarket(ethers)).escrow
      const expected = strangers(m, letter)
      expect(await said(m, letter.carry(await letter.sign({ chainId: m.chainId + 1n }))), 'chain').to.equal(expected)
      expect(await said(m, letter.carry(await letter.sign({ contract: twin }))), 'contract').to.equal(expected)
      for (const as of names) {
        // An order alone closes, too: at the price of its ramp.
        if (as === name || (name === 'Close' && as === 'Order')) continue
        expect(await said(m, letter.carry(await letter.sign({ as }))), as).to.equal(expected)
      }
      expect(await said(m, letter.carry(await letter.sign())), 'as it is').to.equal(done)
    })

    it('after the job ended without it', async function () {
      const m = await market()
      const job = await begin(m, writer)
      const letter = await writer.write(m, job)
      const signature = await letter.sign()
      if (beforeJob) {
        await call(m.escrow, 'skip', m.requester, 0n, 1n)
        const skipped = refusal('LaneSequenceWrong', m.requester.address, 0n, 1n, 2n)
        expect(await said(m, letter.carry(signature))).to.equal(skipped)
        return
      }
      const over = await ended(m, job)
      expect(await said(m, letter.carry(signature))).to.equal(await gone(m, job))
      const now = await writer.write(m, over)
      expect(await said(m, now.carry(signature))).to.equal(refusal('JobStateWrong', job.id, over.job.progress.state))
    })

    it('when another move came first', async function () {
      const m = await market()
      const job = await begin(m, writer)
      const letter = await writer.write(m, job)
      const signature = await letter.sign()
      if (name === 'Order') {
        await call(m.escrow, 'post', m.requester, job.job.order, noFunding, byCall, byCall)
        expect(await said(m, letter.carry(signature))).to.equal(busy(m, JobState.Open))
        return
      }
      if (beforeJob) {
        const rival = await quoted(m, job.id, { provider: m.rival.address }, m.rival)
        const args = [job.job.order, rival.quote, noFunding, byCall, byCall, rival.signature]
        await call(m.escrow, 'close', m.requester, ...args)
        expect(await said(m, letter.carry(signature))).to.equal(busy(m, JobState.Contracted))
        return
      }
      const now = await overtaken(m, name, job)
      expect(await said(m, letter.carry(signature))).to.equal(await gone(m, job))
      const again = await writer.write(m, now)
      expect(await said(m, again.carry(signature))).to.equal(atRest(m, again, now))
    })

    it('after its time', async function () {
      const m = await market()
      const job = await begin(m, writer)
      const letter = await writer.write(m, job)
      const signature = await letter.sign()
      if (name === 'Order') {
        const open = await posted(m, { rules: { flags: flag.public } })
        await ethers.provider.send('evm_setNextBlockTimestamp', [Number(deadlineOf(open) + 1n)])
        await onward(m, open, 'poke', m.stranger)
        const used = refusal('LaneSequenceWrong', m.requester.address, 0n, 1n, 2n)
        expect(await said(m, letter.carry(signature))).to.equal(used)
        return
      }
      const end = beforeJob ? quotesEnd : deadlineOf(job)
      const late = refusal(beforeJob ? 'QuoteExpired' : 'DeadlinePassed', job.id, end, end + 1n)
      expect(await said(m, letter.carry(signature), { at: end + 1n })).to.equal(late)
    })

    for (const attempt of [2, 3] as const) {
      // The exclusive provider, having failed, cannot take the next attempt, and nobody else may.
      if (name === 'Decline' && attempt === 3) continue
      it(`for attempt ${attempt}${attempt === 3 ? ', which is by the first provider again' : ''}`, async function () {
        const m = await market()
        const signatures: string[] = []
        const rules = { maxAttempts: 3n, flags: beforeJob ? flag.public : 0n }
        const order = { ...(await writer.order?.(m)), rules }
        await thenUndo(async () => {
          signatures.push(await (await writer.write(m, await led(m, writer, order))).sign())
        })
        const [signature = byCall] = signatures
        const { open, there: second } = await reopened(m, order, attempt)
        const there = name === 'Decline' ? m : second
        if (writer.reach !== undefined) {
          const letter = await writer.write(there, await writer.reach(there, open))
          expect(await said(m, letter.carry(signature))).to.equal(strangers(m, letter))
          return
        }
        const first = await unposted(m, order)
        if (name === 'Order') {
          const letter = await writer.write(m, first)
          expect(await said(m, letter.carry(signature))).to.equal(busy(m, JobState.Open))
          return
        }
        const isQuote = name === 'Quote'
        const { quote, signature: provider } = isQuote ? await quoteFor(m, first) : await quoteFor(there, open)
        const both = isQuote ? [byCall, signature] : [signature, provider]
        const closing = { by: m.stranger, move: 'closePosted', args: [travelling(open.job), quote, ...both] }
        const stale = refusal('QuoteForOther', first.id, first.id, attempt, 1n)
        const unsigned = refusal('NotAuthorized', m.requester.address, m.stranger.address)
        expect(await said(m, closing)).to.equal(isQuote ? stale : unsigned)
      })
    }

    it('in another lane, or for the next job in its own', async function () {
      const m = await market()
      const job = await begin(m, writer)
      const signature = await (await writer.write(m, job)).sign()
      await thenUndo(async () => {
        const other = await writer.write(m, await begin(m, writer, { lane: 1n }))
        expect(await said(m, other.carry(signature))).to.equal(strangers(m, other))
      })
      if (beforeJob) await call(m.escrow, 'skip', m.requester, 0n, 1n)
      else await ended(m, job)
      const later = await writer.write(m, await begin(m, writer, { sequence: 2n }))
      expect(await said(m, later.carry(signature))).to.equal(strangers(m, later))
    })

    it('a second time', async function () {
      const m = await market()
      const job = await begin(m, writer)
      const letter = await writer.write(m, job)
      const signature = await letter.sign()
      const { by, move, args } = letter.carry(signature)
      const tx = await call(m.escrow, move, by, ...args)
      const now = { id: job.id, job: await after(m, job.job, tx) }
      const again = beforeJob ? busy(m, now.job.progress.state) : await gone(m, job)
      expect(await said(m, letter.carry(signature))).to.equal(again)
      if (beforeJob) return
      const resent = await writer.write(m, now)
      expect(await said(m, resent.carry(signature))).to.equal(atRest(m, resent, now))
    })
  })
}

describe('The table of signed messages', function () {
  it('has every message', function () {
    expect(names).to.have.members(Object.keys(typedDataTypes))
  })
})
