import {
  acceptTypedData,
  approveTypedData,
  cancelTypedData,
  challengeLivenessTypedData,
  challengeTypedData,
  contestTypedData,
  declineTypedData,
  findRevert,
  heartbeatTypedData,
  jobEscrowAbi,
  jobStruct,
  reasonOf,
  reasonWord,
  ReasonCodeError,
  resignTypedData,
  ruleTypedData,
  type Job,
} from '@millrace/sdk'
import { expect } from 'chai'
import { encodeFunctionData, stringToHex, zeroHash, type Hex } from 'viem'
import { startEscrow, type LocalEscrow } from './local-escrow.ts'
import { disputable, walk, ways } from './moves.ts'

let market: LocalEscrow
let lane = 0

before(async function () {
  market = await startEscrow()
})

const reach = async (way: keyof typeof ways): Promise<Job> =>
  walk(market, await market.post(market.orderFor(++lane, disputable(market))), ways[way])

/** Has a stranger carry a signed move, and reads the job from its events. */
async function carry(job: Job, data: Hex): Promise<Job> {
  const { client, escrow, who, follow } = market
  return follow(job, await client.sendTransaction({ account: who('stranger'), to: escrow, data }))
}

const reason = reasonWord('busy')

/** A job in the right state, and the calldata of the move with the signature of its role: on the job as `signed` tells it. */
const cases: Record<string, { reach: () => Promise<Job>; data: (job: Job, signed: Job) => Promise<Hex> }> = {
  cancel: {
    reach: () => reach('Open'),
    data: async (job, signed) => {
      const signature = await market.who('requester').signTypedData(cancelTypedData(market.ref, signed))
      return encodeFunctionData({ abi: jobEscrowAbi, functionName: 'cancel', args: [jobStruct(job), signature] })
    },
  },
  accept: {
    reach: () => reach('Open'),
    data: async (job, signed) => {
      const { address } = market.who('provider')
      const signature = await market.who('provider').signTypedData(acceptTypedData(market.ref, signed, address))
      return encodeFunctionData({
        abi: jobEscrowAbi,
        functionName: 'accept',
        args: [jobStruct(job), address, signature],
      })
    },
  },
  decline: {
    reach: async () => {
      const { timestamp } = await market.client.getBlock()
      const exclusive = { provider: market.who('provider').address, exclusiveUntil: Number(timestamp) + 500 }
      return market.post(market.orderFor(++lane, exclusive))
    },
    data: async (job, signed) => {
      const signature = await market.who('provider').signTypedData(declineTypedData(market.ref, signed, reason))
      return encodeFunctionData({
        abi: jobEscrowAbi,
        functionName: 'decline',
        args: [jobStruct(job), reason, signature],
      })
    },
  },
  challengeLiveness: {
    reach: async () => later(await reach('Contracted')),
    data: async (job, signed) => {
      const signature = await market.who('requester').signTypedData(challengeLivenessTypedData(market.ref, signed))
      const args = [jobStruct(job), signature] as const
      return encodeFunctionData({ abi: jobEscrowAbi, functionName: 'challengeLiveness', args })
    },
  },
  heartbeat: {
    reach: async () => walk(market, await later(await reach('Contracted')), [['requester', 'challengeLiveness']]),
    data: async (job, signed) => {
      const beat = { checkpoint: reason, units: 7n }
      const signature = await market.who('provider').signTypedData(heartbeatTypedData(market.ref, signed, beat))
      const args = [jobStruct(job), beat.checkpoint, beat.units, signature] as const
      return encodeFunctionData({ abi: jobEscrowAbi, functionName: 'heartbeat', args })
    },
  },
  resign: {
    reach: () => reach('Contracted'),
    data: async (job, signed) => {
      const signature = await market.who('provider').signTypedData(resignTypedData(market.ref, signed, reason))
      return encodeFunctionData({
        abi: jobEscrowAbi,
        functionName: 'resign',
        args: [jobStruct(job), reason, signature],
      })
    },
  },
  approve: {
    reach: () => reach('Claimed'),
    data: async (job, signed) => {
      const signature = await market.who('requester').signTypedData(approveTypedData(market.ref, signed))
      return encodeFunctionData({ abi: jobEscrowAbi, functionName: 'approve', args: [jobStruct(job), signature] })
    },
  },
  challenge: {
    reach: () => reach('Claimed'),
    data: async (job, signed) => {
      const signature = await market.who('requester').signTypedData(challengeTypedData(market.ref, signed, reason))
      const args = [jobStruct(job), reason, signature] as const
      return encodeFunctionData({ abi: jobEscrowAbi, functionName: 'challenge', args })
    },
  },
  contest: {
    reach: () => reach('Rejected'),
    data: async (job, signed) => {
      const signature = await market.who('provider').signTypedData(contestTypedData(market.ref, signed, reason))
      return encodeFunctionData({
        abi: jobEscrowAbi,
        functionName: 'contest',
        args: [jobStruct(job), reason, signature],
      })
    },
  },
  rule: {
    reach: () => reach('Disputed by the requester'),
    data: async (job, signed) => {
      const ruling = { share: 5_000n, reason }
      const signature = await market.who('arbiter').signTypedData(ruleTypedData(market.ref, signed, ruling))
      const args = [jobStruct(job), ruling.share, reason, signature] as const
      return encodeFunctionData({ abi: jobEscrowAbi, functionName: 'rule', args })
    },
  },
}

/** Once the first quarter of the run is over. */
async function later(job: Job): Promise<Job> {
  await market.client.setNextBlockTimestamp({ timestamp: BigInt(job.progress.challengeFrom) })
  await market.client.mine({ blocks: 1 })
  return job
}

describe('a signed move', function () {
  for (const [name, { reach: reachState, data }] of Object.entries(cases)) {
    it(`${name} is made by whoever carries it, and only on the job that it names`, async function () {
      const job = await reachState()
      const stale: Job = { ...job, progress: { ...job.progress, phaseEnd: job.progress.phaseEnd + 1 } }
      const refused = await carry(job, await data(job, stale)).catch(findRevert)
      expect(refused).to.have.property('errorName', 'NotAuthorized')
      expect(await carry(job, await data(job, job))).not.to.deep.equal(job)
    })
  }
})

describe('a reason', function () {
  it('is a short code, and nothing else that a stranger may have written', function () {
    expect(reasonOf(reasonWord('out-of-disk.2'))).to.equal('out-of-disk.2')
    expect(reasonOf(reasonWord('x'.repeat(32)))).to.equal('x'.repeat(32))
    for (const word of [
      zeroHash,
      stringToHex('<b>', { size: 32 }),
      `0x${'ff'.repeat(32)}`,
      `0x${'6100'.repeat(16)}`,
    ] as const)
      expect(reasonOf(word)).to.equal(undefined)
    for (const code of ['', 'two words', 'x'.repeat(33)]) expect(() => reasonWord(code)).to.throw(ReasonCodeError)
  })
})
