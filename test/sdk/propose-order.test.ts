import {
  cidOf,
  digestOf,
  freeLane,
  InvalidFieldError,
  lockOf,
  proposeOrder,
  rateForPrice,
  secondsForSteps,
  stakeForPrice,
  type OrderWish,
} from '@millrace/sdk'
import { expect } from 'chai'
import { zeroAddress } from 'viem'

const requester = '0x00000000000000000000000000000000000000d1'
const provider = '0x00000000000000000000000000000000000000c1'
const verifier = '0x00000000000000000000000000000000000000b1'
const token = { address: '0x00000000000000000000000000000000000000a1' } as const
const at = { lane: 3, sequence: 9 }
const DAY = 24 * 3600

describe('the order that page and scripts propose', function () {
  let specCid: string
  before(async () => {
    specCid = await cidOf(new Uint8Array([1]), 'raw')
  })
  const wish = (over: Partial<OrderWish> = {}): OrderWish => ({
    requester,
    specCid,
    limits: { seconds: 120, steps: 2_000_000_000n },
    price: 1_000_000n,
    openSeconds: 60,
    ...over,
  })

  for (const seconds of [1, 60, 600, 3600, DAY]) {
    it(`leaves time to submit a run of ${seconds} s, and to run it again at a quarter of the speed`, function () {
      const { windows } = proposeOrder(wish({ limits: { seconds, steps: 1n } }), { token, verifier }, at)
      expect(windows.run).to.be.at.least(seconds + 60)
      // Beside the slower run, members fetch, sign, and carry the bundle.
      expect(windows.verify).to.be.at.least(4 * seconds + 60)
    })
  }

  it('takes a window that the requester wants otherwise', function () {
    const { windows } = proposeOrder(wish({ windows: { run: 15 } }), { token, verifier }, at)
    expect(windows).to.include({ open: 60, run: 15, verify: 600 })
  })

  it('refuses a run that no window can verify, and names the limit', function () {
    const month = wish({ limits: { seconds: 30 * DAY, steps: 1n } })
    expect(() => proposeOrder(month, { token, verifier }, at)).to.throw(InvalidFieldError, 'limits.seconds')
  })

  it('fits the bounds of the escrow at the longest run that it takes', function () {
    const { windows } = proposeOrder(wish({ limits: { seconds: 22 * DAY, steps: 1n } }), { token, verifier }, at)
    expect(Math.max(...Object.values(windows))).to.be.at.most(90 * DAY)
  })

  it('locks the price and the fee of the one attempt, and names the spec and the lane', function () {
    const order = proposeOrder(wish(), { token, verifier, verifierFee: 7n }, at)
    expect(lockOf(order)).to.equal(1_000_007n)
    expect(order).to.include({ ...at, requester, payer: requester, verifier, specHash: digestOf(specCid) })
    expect(order.stake).to.equal(100_000n)
  })

  it('is for anybody, or for one provider as long as it is open', function () {
    expect(proposeOrder(wish(), { token, verifier }, at)).to.include({ provider: zeroAddress, exclusiveUntil: 0 })
    const asked = proposeOrder(wish({ provider }), { token, verifier }, at)
    expect(asked).to.include({ provider, exclusiveUntil: 2 ** 40 - 1 })
  })

  it('pays a provider its own rate for every step when the price came from that rate', function () {
    for (const steps of [1n, 7n, 999_999_937n, 2_000_000_000n]) {
      for (const rate of [1n, 400_000n, 123_456_789n]) {
        const price = (rate * steps + 10n ** 9n - 1n) / 10n ** 9n
        expect(rateForPrice(price, steps) >= rate).to.equal(true)
      }
    }
  })

  it('puts a tenth of the price at stake, and limits a run by what a slow machine needs', function () {
    expect(stakeForPrice(19n)).to.equal(1n)
    expect([1n, 40_000_000n, 40_000_001n, 8_000_000_000n].map(secondsForSteps)).to.deep.equal([61, 61, 62, 260])
  })

  it('goes to the first lane that holds no living job, with the sequence after its last', async function () {
    const words = [(4n << 216n) | 2n, (8n << 216n) | (99n << 8n) | 7n, 0n]
    expect(await freeLane(async (lane) => words[lane] ?? 0n)).to.deep.equal({ lane: 1, sequence: 9 })
    expect(await freeLane(async (lane) => (lane === 0 ? 1n : 0n))).to.deep.equal({ lane: 1, sequence: 1 })
    expect(await freeLane(async () => (2n << 216n) | 8n)).to.deep.equal({ lane: 0, sequence: 3 })
  })
})
