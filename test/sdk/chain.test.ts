import {
  actionsFor,
  claimOf,
  commitmentStruct,
  deadlineOf,
  decodeOffer,
  encodeOffer,
  findRevert,
  fromPermit,
  fundingStruct,
  jobEscrowAbi,
  jobStruct,
  laneWord,
  lockOf,
  moves,
  offerBookAbi,
  orderId,
  orderStruct,
  permitAuthorization,
  permitTypedData,
  rampPrice,
  testDollarAbi,
  Verdict,
  type Job,
  type Outcome,
} from '@millrace/sdk'
import { expect } from 'chai'
import { encodeFunctionData, parseEventLogs, zeroAddress, type Address, type Hex } from 'viem'
import { startEscrow, type LocalEscrow } from './local-escrow.ts'
import { offer } from './market.ts'

const proofHash: Hex = `0x${'9f'.repeat(32)}`
const evidence: Hex = `0x${'e1'.repeat(32)}`
const commitment = (outcome: Outcome, units: bigint) => commitmentStruct({ proofHash, outcome, units })
const names = ['requester', 'provider', 'verifier', 'stranger'] as const

let market: LocalEscrow
let lane = 0

before(async function () {
  market = await startEscrow()
})

/** The calldata of a move with the job as it is. */
function calldata(job: Job, name: string, caller: Address): Hex {
  const base = { abi: jobEscrowAbi } as const
  const struct = jobStruct(job)
  switch (name) {
    case 'cancel':
    case 'approve':
      return encodeFunctionData({ ...base, functionName: name, args: [struct, '0x'] })
    case 'accept':
      return encodeFunctionData({ ...base, functionName: name, args: [struct, caller, '0x'] })
    case 'submit':
      return encodeFunctionData({ ...base, functionName: name, args: [struct, commitment('Success', 10n ** 9n), '0x'] })
    case 'deliverVerdict':
      return encodeFunctionData({ ...base, functionName: name, args: [struct, Verdict.Valid, evidence, '0x'] })
    case 'poke':
      return encodeFunctionData({ ...base, functionName: name, args: [struct] })
    default:
      throw new Error(`No call for ${name}`)
  }
}

async function move(job: Job, who: (typeof names)[number], data: Hex): Promise<Job> {
  const { client, escrow, follow } = market
  return follow(job, await client.sendTransaction({ account: market.who(who), to: escrow, data }))
}

/** A job in each state that can be reached, each in a lane of its own. */
const states: Record<string, () => Promise<Job>> = {
  Open: () => market.post(market.orderFor(++lane)),
  'Open to one provider': async () => {
    const { timestamp } = await market.client.getBlock()
    const exclusive = { provider: market.who('provider').address, exclusiveUntil: Number(timestamp) + 100_000 }
    return market.post(market.orderFor(++lane, exclusive))
  },
  Contracted: async () => {
    const job = await states.Open?.()
    if (job === undefined) throw new Error('Open is missing')
    return move(job, 'provider', calldata(job, 'accept', market.who('provider').address))
  },
  Verifying: () => submitted('Success'),
  'Verifying a failed job': () => submitted('JobError'),
  Claimed: async () => judged('Valid'),
  Rejected: async () => judged('Invalid'),
  Settled: async () => {
    const job = await judged('Valid')
    return move(job, 'requester', calldata(job, 'approve', zeroAddress))
  },
}

async function submitted(outcome: Outcome): Promise<Job> {
  const job = await states.Contracted?.()
  if (job === undefined) throw new Error('Contracted is missing')
  const args = [jobStruct(job), commitment(outcome, 1_500_000_001n), '0x'] as const
  return move(job, 'provider', encodeFunctionData({ abi: jobEscrowAbi, functionName: 'submit', args }))
}

async function judged(verdict: 'Valid' | 'Invalid'): Promise<Job> {
  const job = await submitted('Success')
  const args = [jobStruct(job), Verdict[verdict], evidence, '0x'] as const
  return move(job, 'verifier', encodeFunctionData({ abi: jobEscrowAbi, functionName: 'deliverVerdict', args }))
}

/** What the escrow says to a call in a block of the given time; undefined when it would do it. */
async function refusal(data: Hex, account: Address, atSeconds: number): Promise<string | undefined> {
  const { client, escrow } = market
  const snapshot = await client.snapshot()
  try {
    await client.setNextBlockTimestamp({ timestamp: BigInt(atSeconds) })
    await client.mine({ blocks: 1 })
    await client.call({ account, to: escrow, data })
    return undefined
  } catch (error) {
    const revert = findRevert(error)
    if (revert === undefined) throw error
    return revert.errorName
  } finally {
    await client.revert({ id: snapshot })
  }
}

describe('what each party may do', function () {
  for (const [name, reach] of Object.entries(states)) {
    it(`is what the escrow lets it do, on the deadline and one second after: ${name}`, async function () {
      const job = await reach()
      const { timestamp } = await market.client.getBlock()
      const end = deadlineOf(job) ?? Number(timestamp) + 1000
      for (const at of [end, end + 1]) {
        for (const who of names) {
          const account = market.who(who).address
          const offered = new Set<string>(actionsFor(job, account, at).actions.map((action) => action.move))
          for (const call of ['cancel', 'accept', 'submit', 'deliverVerdict', 'approve', 'poke']) {
            const refused = await refusal(calldata(job, call, account), account, at)
            const what = `${who} ${call} at ${at - end} after the deadline: ${refused ?? 'done'}`
            expect(offered.has(call), what).to.equal(refused === undefined)
          }
        }
      }
    })
  }

  it('is never a move that the table has no arrow for', async function () {
    for (const reach of Object.values(states)) {
      const job = await reach()
      const arrows = moves.filter(({ from }) => from.some((state) => state === job.progress.state))
      for (const who of names) {
        for (const { move: offered } of actionsFor(job, market.who(who).address, job.progress.phaseEnd).actions) {
          expect(arrows.map((arrow) => arrow.move)).to.include(offered)
        }
      }
    }
  })
})

describe('the terms', function () {
  it('give the price of the ramp that the escrow charges, at any second', async function () {
    const job = await market.post(market.orderFor(++lane))
    const { client, who } = market
    for (const second of [1, 333, 667, 1000]) {
      const at = job.progress.phaseEnd - 1000 + second
      const snapshot = await client.snapshot()
      await client.setNextBlockTimestamp({ timestamp: BigInt(at) })
      const taken = await move(job, 'provider', calldata(job, 'accept', who('provider').address))
      expect(taken.progress.price).to.equal(rampPrice(job, at))
      await client.revert({ id: snapshot })
    }
  })

  it('give the claim that the escrow writes down, for every outcome', async function () {
    for (const outcome of ['Success', 'JobError', 'SpecExceeded'] as const) {
      const { order, progress } = await submitted(outcome)
      expect(progress.claim)
        .to.equal(claimOf(order, progress.price, outcome, progress.units))
        .and.be.above(0n)
    }
  })

  it('give the id and the word that the chain has', async function () {
    const { client, escrow, ref } = market
    const job = await judged('Valid')
    const read = { address: escrow, abi: jobEscrowAbi } as const
    expect(orderId(ref, job.order)).to.equal(job.id)
    const word = await client.readContract({
      ...read,
      functionName: 'wordOf',
      args: [job.order.requester, job.order.lane],
    })
    expect(word).to.equal(laneWord(job))
  })
})

describe('funding by permit', function () {
  async function permit(value: bigint) {
    const { client, who, token, escrow, ref } = market
    const owner = who('requester')
    const nonce = await client.readContract({
      address: token,
      abi: testDollarAbi,
      functionName: 'nonces',
      args: [owner.address],
    })
    const domain = { name: 'Millrace Test Dollar', version: '1', chainId: ref.chainId, token }
    const deadline = 2n ** 40n
    const data = permitTypedData(domain, { owner: owner.address, spender: escrow, value, nonce, deadline })
    return { deadline, signature: await owner.signTypedData(data) }
  }
  const balance = () => {
    const { client, who, token, escrow } = market
    const args = [token, who('requester').address] as const
    return client.readContract({ address: escrow, abi: jobEscrowAbi, functionName: 'balanceOf', args })
  }

  it('deposits without an allowance given before', async function () {
    const { client, who, token, escrow } = market
    const had = await balance()
    const { deadline, signature } = await permit(777n)
    const args = [token, 777n, permitAuthorization(deadline, signature)] as const
    const account = who('requester')
    await client.writeContract({ account, address: escrow, abi: jobEscrowAbi, functionName: 'depositWithPermit', args })
    expect(await balance()).to.equal(had + 777n)
  })

  it('brings the price with the order, in one transaction', async function () {
    const { client, who, escrow, orderFor } = market
    const had = await balance()
    const order = orderFor(++lane)
    const { deadline, signature } = await permit(lockOf(order))
    const funding = fundingStruct(fromPermit(lockOf(order), deadline, signature))
    const args = [orderStruct(order), funding, '0x', '0x'] as const
    await client.writeContract({
      account: who('requester'),
      address: escrow,
      abi: jobEscrowAbi,
      functionName: 'post',
      args,
    })
    expect(await balance()).to.equal(had)
  })
})

describe('an offer', function () {
  it('goes through the offer book and back', async function () {
    const { client, who, offerBook } = market
    const mine = { ...offer, validUntil: 2 ** 39 }
    const args = [mine.validUntil, `0x${Buffer.from(encodeOffer(mine)).toString('hex')}`] as const
    const account = who('provider')
    const hash = await client.writeContract({
      account,
      address: offerBook,
      abi: offerBookAbi,
      functionName: 'publish',
      args,
    })
    const { logs } = await client.waitForTransactionReceipt({ hash })
    const [event] = parseEventLogs({ abi: offerBookAbi, logs, eventName: 'OfferPublished' })
    expect(event?.args.provider).to.equal(account.address)
    expect(decodeOffer(Buffer.from((event?.args.offer ?? '0x').slice(2), 'hex'))).to.deep.equal(mine)
  })
})
