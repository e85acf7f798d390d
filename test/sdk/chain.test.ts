import {
  authorizationTypedData,
  decodeOffer,
  encodeOffer,
  fromAuthorization,
  fromPermit,
  fundingStruct,
  jobEscrowAbi,
  laneWord,
  lockOf,
  offerBookAbi,
  orderId,
  orderStruct,
  permitAuthorization,
  permitTypedData,
  rampPrice,
  testDollarAbi,
  transferAuthorization,
} from '@millrace/sdk'
import { expect } from 'chai'
import { keccak256, numberToHex, parseEventLogs } from 'viem'
import { startEscrow, type LocalEscrow } from './local-escrow.ts'
import { offer } from './market.ts'
import { makeMove, walk, ways } from './moves.ts'

let market: LocalEscrow
let lane = 0

before(async function () {
  market = await startEscrow()
})

const reach = (way: keyof typeof ways) =>
  market.post(market.orderFor(++lane)).then((job) => walk(market, job, ways[way]))

const balance = () => {
  const { client, who, token, escrow } = market
  const args = [token, who('requester').address] as const
  return client.readContract({ address: escrow, abi: jobEscrowAbi, functionName: 'balanceOf', args })
}

describe('the terms', function () {
  it('give the price of the ramp that the escrow charges, at any second', async function () {
    const job = await market.post(market.orderFor(++lane))
    const { client } = market
    for (const second of [1, 333, 667, 1000]) {
      const at = job.progress.phaseEnd - 1000 + second
      const snapshot = await client.snapshot()
      const taken = await makeMove(market, job, ['provider', 'accept'], at)
      expect(taken.progress.price).to.equal(rampPrice(job, at))
      await client.revert({ id: snapshot })
    }
  })

  it('give the id and the word that the chain has', async function () {
    const { client, escrow, ref } = market
    const job = await reach('Claimed')
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

describe('funding by authorization', function () {
  async function authorized(value: bigint) {
    const { who, token, escrow, ref } = market
    const from = who('requester')
    const terms = { validAfter: 0n, validBefore: 2n ** 40n, nonce: keccak256(numberToHex(++lane)) }
    const domain = { name: 'Millrace Test Dollar', version: '1', chainId: ref.chainId, token }
    const data = authorizationTypedData(domain, { ...terms, from: from.address, to: escrow, value })
    return { terms, signature: await from.signTypedData(data) }
  }

  it('deposits what its holder signed, for whoever carries it', async function () {
    const { client, who, token, escrow } = market
    const had = await balance()
    const { terms, signature } = await authorized(555n)
    const args = [token, who('requester').address, 555n, transferAuthorization(terms, signature)] as const
    await client.writeContract({
      account: who('stranger'),
      address: escrow,
      abi: jobEscrowAbi,
      functionName: 'depositWithAuthorization',
      args,
    })
    expect(await balance()).to.equal(had + 555n)
  })

  it('brings the price with the order, in one transaction', async function () {
    const { client, who, escrow, orderFor } = market
    const had = await balance()
    const order = orderFor(++lane)
    const { terms, signature } = await authorized(lockOf(order))
    const funding = fundingStruct(fromAuthorization(lockOf(order), terms, signature))
    const args = [orderStruct(order), funding, '0x', '0x'] as const
    const account = who('requester')
    await client.writeContract({ account, address: escrow, abi: jobEscrowAbi, functionName: 'post', args })
    expect(await balance()).to.equal(had)
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
