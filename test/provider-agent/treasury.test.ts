import { jobEscrowAbi, type Offer } from '@millrace/sdk'
import { expect } from 'chai'
import { createPublicClient, custom, decodeFunctionData, encodeAbiParameters, erc20Abi, isHex } from 'viem'
import { Treasury } from '../../provider-agent/src/index.ts'
import { agentWorld, token, type AgentWorld } from './fixture/agent-world.ts'

const RESERVE = 1_000n

describe('the treasury of an agent', () => {
  let world: AgentWorld
  beforeEach(async () => {
    world = await agentWorld()
  })
  afterEach(() => world.close())

  /** A treasury on a chain where the ledger and the wallet hold so much. */
  const treasury = (ledger: bigint, wallet: bigint, withdrawAbove?: bigint) => {
    const { ref, account, outbox, journal, log, offer } = world.ports
    const client = createPublicClient({
      transport: custom({
        request: async ({ params }: { params: readonly { to: string }[] }) =>
          encodeAbiParameters(
            [{ type: 'uint256' }],
            [params[0]?.to.toLowerCase() === token.toLowerCase() ? wallet : ledger],
          ),
      }),
    })
    const terms: Offer = { ...offer(), tokens: [{ token, perBillionSteps: 1n, minPrice: 1n, maxStake: RESERVE }] }
    const parts = { client, ref, account: account.address, outbox, journal, offer: () => terms, withdrawAbove, log }
    return new Treasury(parts)
  }
  const calls = () =>
    world.ports.outbox.list().map(({ to, data }) => {
      const abi = to.toLowerCase() === token.toLowerCase() ? erc20Abi : jobEscrowAbi
      const { functionName, args } = decodeFunctionData({ abi, data })
      return [functionName, args?.at(-1)]
    })

  it('fills the ledger up to the stake of one job when less than half of it is there', async () => {
    await treasury(RESERVE / 2n, 5_000n).round()
    expect(calls()).to.deep.equal([])
    await treasury(RESERVE / 2n - 1n, 5_000n).round()
    expect(calls()).to.deep.equal([
      ['approve', 501n],
      ['deposit', 501n],
    ])
  })

  it('deposits no more than the wallet has, and nothing of nothing', async () => {
    await treasury(0n, 0n).round()
    expect(calls()).to.deep.equal([])
    await treasury(0n, 7n).round()
    expect(calls().at(-1)).to.deep.equal(['deposit', 7n])
  })

  it('makes no second movement of a token while one is under way, not after a restart either', async () => {
    await treasury(0n, 5_000n).round()
    for (const state of ['intended', 'signed', 'broadcast', 'mined'] as const) {
      for (const key of world.keys()) world.settle(key, state)
      await treasury(0n, 5_000n).round()
      expect(calls(), state).to.have.lengthOf(2)
    }
    for (const [index, state] of (['final', 'failed', 'refused', 'replaced'] as const).entries()) {
      for (const key of world.keys()) world.settle(key, state)
      await treasury(0n, 5_000n).round()
      expect(calls(), state).to.have.lengthOf(2 * (index + 2))
    }
    expect(world.keys().every((key) => isHex(key.split(':')[1]))).to.equal(true)
  })

  it('withdraws what was earned beyond the reserve when it passes what the operator said', async () => {
    await treasury(RESERVE + 100n, 0n, 100n).round()
    await treasury(RESERVE + 101n, 0n).round()
    expect(calls()).to.deep.equal([])
    await treasury(RESERVE + 101n, 0n, 100n).round()
    expect(calls()).to.deep.equal([['withdraw', 101n]])
  })
})
