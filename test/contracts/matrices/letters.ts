import { AbiCoder, concat, TypedDataEncoder, ZeroHash } from 'ethers'
import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { Verdict } from '../../../sdk/src/generated/enums.ts'
import { committeeDomain, typedDataTypes, type MessageName } from '../../../sdk/src/generated/typed-data.ts'
import { carried, commitment, evidence, next, reason, type Life } from '../helpers/life.ts'
import { byCall, noFunding, sign, type Market, type OrderInput } from '../helpers/market.ts'
import { quoted } from '../helpers/quote.ts'
import { wordOf, type Subject } from '../helpers/subject.ts'
import type { Call } from '../helpers/wire.ts'

/** What a message is signed for instead of this chain, this contract, and what it is. */
export type Other = { readonly chainId?: bigint; readonly contract?: Market['escrow']; readonly as?: MessageName }

/** Something that one signs and a stranger carries. */
export type Letter = {
  /** Whose signature it takes. */
  readonly role: string
  readonly sign: (other?: Other) => Promise<string>
  readonly carry: (signature: string) => Call
}

export type Writer = {
  readonly order?: (m: Market) => Promise<OrderInput>
  /** Leads an open job to where the message acts. Absent: it acts before there is a job. */
  readonly reach?: (m: Market, open: Life) => Promise<Life>
  readonly write: (m: Market, subject: Subject) => Promise<Letter>
}

/** The last second of every quote here. */
export const quotesEnd = 2_000_000_000n

export async function quoteFor(m: Market, { id, job }: Subject) {
  return quoted(m, id, { attempt: job.progress.attempt + 1n, validUntil: quotesEnd })
}

/** Something for every field that any message has; what names the job is right. */
async function fieldsOf(m: Market, subject: Subject): Promise<Record<string, unknown>> {
  const { job, id } = subject
  const named = { job: id, order: id, word: await wordOf(m, subject), attempt: job.progress.attempt }
  const told = { ...commitment(), verdict: Verdict.Valid, evidence, reason, checkpoint: reason, share: 10_000n }
  const { quote } = await quoteFor(m, subject)
  return { ...job.order, ...told, toProvider: 1n, digest: ZeroHash, ...quote, ...named, quote }
}

/** How `who` signs: what is asked for, of the fields that there are. */
async function signing(m: Market, who: HardhatEthersSigner, name: MessageName, subject: Subject) {
  const fields = await fieldsOf(m, subject)
  return ({ chainId = m.chainId, contract = m.escrow, as = name }: Other = {}) => {
    const message = as === 'Order' ? subject.job.order : as === 'Quote' ? fields['quote'] : fields
    return sign({ ...m, chainId, escrow: contract }, who, as, Object(message))
  }
}

type Role = 'requester' | 'provider' | 'verifier' | 'arbiter'

/** A message on a job that is there; `args` is what comes after the job. */
function acting(
  name: MessageName,
  role: Role,
  move: string,
  args: (signature: string, m: Market) => readonly unknown[],
  reach: (m: Market, open: Life) => Promise<Life>,
): Writer {
  return {
    reach,
    write: async (m, subject) => ({
      role: m[role].address,
      sign: await signing(m, m[role], name, subject),
      carry: (s) => ({ by: m.stranger, move, args: [carried(subject, move), ...args(s, m)] }),
    }),
  }
}

const open = async (_m: Market, life: Life) => life
const running = (m: Market, life: Life) => next(m, life, 'accept', m.provider, m.provider.address, byCall)
const proven = async (m: Market, life: Life) =>
  next(m, await running(m, life), 'submit', m.provider, commitment(), byCall)
const judged = (verdict: number) => async (m: Market, life: Life) =>
  next(m, await proven(m, life), 'deliverVerdict', m.verifier, verdict, evidence, byCall)
const claimed = judged(Verdict.Valid)
const disputed = async (m: Market, life: Life) =>
  next(m, await claimed(m, life), 'challenge', m.requester, reason, byCall)

async function askable(m: Market, life: Life): Promise<Life> {
  const taken = await running(m, life)
  await m.ethers.provider.send('evm_setNextBlockTimestamp', [Number(taken.job.progress.challengeFrom)])
  await m.ethers.provider.send('evm_mine', [])
  return taken
}
const asked = async (m: Market, life: Life) => next(m, await askable(m, life), 'challengeLiveness', m.requester, byCall)

/** A closure of which one signature is looked at, and the others are right. */
function closing(name: 'Quote' | 'Close'): Writer {
  const role = name === 'Quote' ? 'provider' : 'requester'
  return {
    write: async (m, subject) => {
      const { quote, signature } = await quoteFor(m, subject)
      const close = await sign(m, m.requester, 'Close', { order: subject.id, quote })
      const both = (s: string) => (name === 'Quote' ? [close, byCall, s] : [s, byCall, signature])
      return {
        role: m[role].address,
        sign: await signing(m, m[role], name, subject),
        carry: (s) => ({ by: m.stranger, move: 'close', args: [subject.job.order, quote, noFunding, ...both(s)] }),
      }
    },
  }
}

/** The one message of another contract: a member of the committee attests what a verifier would sign. */
const attestation: Writer = {
  order: async (m) => {
    const committee = await m.ethers.deployContract('CommitteeVerifier', [[m.verifier.address], 1n])
    return { verifier: await committee.getAddress() }
  },
  reach: proven,
  write: async (m, subject) => {
    const { verifier } = subject.job.order
    const escrow = {
      name: 'Millrace',
      version: '1',
      chainId: m.chainId,
      verifyingContract: await m.escrow.getAddress(),
    }
    const fields = { ...(await fieldsOf(m, subject)), provider: m.provider.address }
    const digest = TypedDataEncoder.hash(escrow, { Verdict: [...typedDataTypes.Verdict] }, fields)
    const attest = async ({ chainId = m.chainId, contract, as = 'Attestation' }: Other = {}) => {
      const verifyingContract = contract === undefined ? verifier : await contract.getAddress()
      const types = { [as]: [...typedDataTypes[as]], ...(as === 'Close' ? { Quote: [...typedDataTypes.Quote] } : {}) }
      const signed = await m.verifier.signTypedData(
        { ...committeeDomain, chainId, verifyingContract },
        types,
        as === 'Order' ? subject.job.order : { ...fields, digest },
      )
      return AbiCoder.defaultAbiCoder().encode(['address[]', 'bytes'], [[m.verifier.address], concat(['0x01', signed])])
    }
    const args = [carried(subject, 'deliverVerdict'), Verdict.Valid, evidence]
    const carry = (s: string) => ({ by: m.stranger, move: 'deliverVerdict', args: [...args, s] })
    return { role: verifier, sign: attest, carry }
  },
}

export const writers: Record<MessageName, Writer> = {
  Order: {
    write: async (m, subject) => ({
      role: m.requester.address,
      sign: await signing(m, m.requester, 'Order', subject),
      carry: (s) => ({ by: m.stranger, move: 'post', args: [subject.job.order, noFunding, s, byCall] }),
    }),
  },
  Quote: closing('Quote'),
  Close: closing('Close'),
  Commitment: acting('Commitment', 'provider', 'submit', (s) => [commitment(), s], running),
  Verdict: acting('Verdict', 'verifier', 'deliverVerdict', (s) => [Verdict.Valid, evidence, s], proven),
  Cancel: acting('Cancel', 'requester', 'cancel', (s) => [s], open),
  Accept: acting('Accept', 'provider', 'accept', (s, m) => [m.provider.address, s], open),
  Approve: acting('Approve', 'requester', 'approve', (s) => [s], claimed),
  Decline: {
    ...acting('Decline', 'provider', 'decline', (s) => [reason, s], open),
    order: async (m) => ({ provider: m.provider.address, exclusiveUntil: 2n ** 40n - 1n }),
  },
  ChallengeLiveness: acting('ChallengeLiveness', 'requester', 'challengeLiveness', (s) => [s], askable),
  Heartbeat: acting('Heartbeat', 'provider', 'heartbeat', (s) => [reason, commitment().units, s], asked),
  Resign: acting('Resign', 'provider', 'resign', (s) => [reason, s], running),
  Challenge: acting('Challenge', 'requester', 'challenge', (s) => [reason, s], claimed),
  Contest: acting('Contest', 'provider', 'contest', (s) => [reason, s], judged(Verdict.Invalid)),
  Rule: acting('Rule', 'arbiter', 'rule', (s) => [10_000n, reason, s], disputed),
  Agree: {
    reach: claimed,
    write: async (m, subject) => {
      const [own, of] = [
        await signing(m, m.provider, 'Agree', subject),
        await signing(m, m.requester, 'Agree', subject),
      ]
      const provider = await own()
      const args = [carried(subject, 'agree'), 1n]
      const carry = (s: string) => ({ by: m.stranger, move: 'agree', args: [...args, s, provider] })
      return { role: m.requester.address, sign: of, carry }
    },
  },
  Attestation: attestation,
}
