import { expect } from 'chai'
import { getAddress, hexlify, zeroPadValue } from 'ethers'
import * as fc from 'fast-check'
import { packProgress, packRules, packWindows } from '../helpers/pack.ts'
import { scene } from '../helpers/scene.ts'

const { ethers } = await scene()
const probe = await ethers.deployContract('PackingProbe')
const bits = (n: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(n) - 1n })
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => hexlify(bytes))
const address = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => getAddress(hexlify(bytes)))
const noProof = { proofWindow: 0n, judged: false, inSeconds: false }
const runs = { numRuns: 150 }

const progress = fc.record({
  state: fc.integer({ min: 0, max: 8 }),
  attempt: bits(8),
  provider: address,
  price: bits(96),
  acceptedAt: bits(40),
  phaseEnd: bits(40),
  answerBy: bits(40),
  challengeFrom: bits(40),
  declined: fc.boolean(),
  proofHash: hash,
  outcome: fc.integer({ min: 0, max: 3 }),
  units: bits(64),
  verdict: fc.integer({ min: 0, max: 3 }),
  feesPaid: bits(8),
  bond: bits(96),
  proofWindow: bits(24),
  judged: fc.boolean(),
  inSeconds: fc.boolean(),
})

describe('The packing of words', function () {
  it('reads every field of progress where its layout says it is', async function () {
    const check = fc.asyncProperty(progress, async (p) => {
      const found = (await probe.getFunction('read')(packProgress(p))).toObject()
      const numbers = { state: BigInt(p.state), outcome: BigInt(p.outcome), verdict: BigInt(p.verdict) }
      expect(found).to.deep.equal({ ...p, ...numbers })
    })
    await fc.assert(check, runs)
  })

  it('writes each field of progress over whatever was there, and touches no other', async function () {
    const check = fc.asyncProperty(progress, progress, async (before, p) => {
      const written = (await probe.getFunction('write')(packProgress(before), p)).toObject()
      // A decline is never taken back; taker and work are written whole.
      expect(written).to.deep.equal(packProgress({ ...p, declined: p.declined || before.declined }))
    })
    await fc.assert(check, runs)
  })

  it('keeps of an attempt that failed its number, the fees paid and a decline', async function () {
    const check = fc.asyncProperty(progress, async (p) => {
      const none = {
        state: 0,
        acceptedAt: 0n,
        phaseEnd: 0n,
        answerBy: 0n,
        challengeFrom: 0n,
        outcome: 0,
        verdict: 0,
        ...noProof,
      }
      const { phase } = packProgress({ ...p, ...none })
      expect(await probe.getFunction('forgetAttempt')(packProgress(p).phase)).to.equal(phase)
    })
    await fc.assert(check, runs)
  })

  it('forgets with a proof what matters to a running attempt only', async function () {
    const check = fc.asyncProperty(progress, async (p) => {
      const { phase } = packProgress({ ...p, answerBy: 0n, challengeFrom: 0n, ...noProof })
      expect(await probe.getFunction('forgetRun')(packProgress(p).phase)).to.equal(phase)
    })
    await fc.assert(check, runs)
  })

  it('reads the windows of an order', async function () {
    const windows = fc.tuple(bits(24), bits(24), bits(24), bits(24), bits(24), bits(24), bits(24))
    const check = fc.asyncProperty(windows, async (w) => {
      const [open, run, verify, challenge, contest, ruling, liveness] = w
      const packed = packWindows({ open, run, verify, challenge, contest, ruling, liveness })
      expect([...(await probe.getFunction('windows')(packed))]).to.deep.equal(w)
    })
    await fc.assert(check, runs)
  })

  it('reads the rules of an order', async function () {
    const shares = fc.tuple(bits(16), bits(16), bits(16), bits(16), bits(16), bits(16))
    const small = fc.tuple(bits(8), bits(8), bits(8), bits(8))
    const check = fc.asyncProperty(shares, small, async (s, t) => {
      const [slash, resign, jobError, specExceeded, split, fee] = s
      const [maxAttempts, fallback, unitKind, flags] = t
      const switches = { maxAttempts, fallback, unitKind, flags }
      const packed = packRules({ slash, resign, jobError, specExceeded, split, fee, ...switches })
      expect([...(await probe.getFunction('rules')(packed))]).to.deep.equal([...s, ...t])
      const named = [1n, 2n, 4n].map((flag) => (flags & flag) !== 0n)
      expect([...(await probe.getFunction('flags')(packed))]).to.deep.equal(named)
    })
    await fc.assert(check, runs)
  })

  it('keeps sequence and state of a lane word apart from its commitment', async function () {
    const check = fc.asyncProperty(bits(40), hash, fc.integer({ min: 0, max: 8 }), async (sequence, digest, state) => {
      const word: bigint = await probe.getFunction('packLane')(sequence, digest, state)
      const kept = BigInt(zeroPadValue(digest, 32)) & ((2n ** 208n - 1n) << 8n)
      expect(word).to.equal((sequence << 216n) | kept | BigInt(state))
      const free = state === 0 || state === 7 || state === 8
      expect([...(await probe.getFunction('readLane')(word))]).to.deep.equal([sequence, BigInt(state), free])
    })
    await fc.assert(check, runs)
  })
})
