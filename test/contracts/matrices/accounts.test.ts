import { expect } from 'chai'
import { Signature, getCreateAddress } from 'ethers'
import { typedDataTypes, type MessageName } from '../../../sdk/src/generated/typed-data.ts'
import { contractAccount } from '../helpers/accounts.ts'
import { posted } from '../helpers/life.ts'
import { byCall, call, noFunding, orderOf, sign, zeroAddress, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { scene } from '../helpers/scene.ts'
import { unposted, type Subject } from '../helpers/subject.ts'
import { done, refusal, said, type Call } from '../helpers/wire.ts'
import { quoteFor, writers, type Letter, type Writer } from './letters.ts'

const { market, thenUndo, ethers } = await scene()
const names = Object.keys(writers).filter((name): name is MessageName => name in typedDataTypes)

/** Whose signature each message takes. The committee is a contract anyway. */
const signers: Record<Exclude<MessageName, 'Attestation'>, 'requester' | 'provider' | 'verifier' | 'arbiter'> = {
  Order: 'requester',
  Quote: 'provider',
  Close: 'requester',
  Commitment: 'provider',
  Verdict: 'verifier',
  Cancel: 'requester',
  Accept: 'provider',
  Approve: 'requester',
  Decline: 'provider',
  ChallengeLiveness: 'requester',
  Heartbeat: 'provider',
  Resign: 'provider',
  Challenge: 'requester',
  Contest: 'provider',
  Rule: 'arbiter',
  Agree: 'requester',
}

async function begin(m: Market, { order, reach }: Writer): Promise<Subject> {
  if (reach === undefined) return unposted(m, { rules: { flags: flag.public } })
  return reach(m, await posted(m, { ...(await order?.(m)) }))
}

const unsigned = (m: Market, { role }: Letter) => refusal('NotAuthorized', role, m.stranger.address)

/** The forms in which a signature is not taken. */
function otherForms(whole: string): Record<string, string> {
  const { r, s, v, compactSerialized } = Signature.from(whole)
  const curve = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
  const high = (curve - BigInt(s)).toString(16).padStart(64, '0')
  return {
    'high s': `${r}${high}${v === 27 ? '1c' : '1b'}`,
    'v of 0 or 1': `${whole.slice(0, -2)}0${v - 27}`,
    'the other v': `${whole.slice(0, -2)}${v === 27 ? '1c' : '1b'}`,
    'a byte more': `${whole}00`,
    'a byte less': whole.slice(0, -2),
    compact: compactSerialized,
    'r and s swapped': `${s}${r.slice(2)}${whole.slice(-2)}`,
    zeros: `0x${'00'.repeat(65)}`,
    nothing: byCall,
    'a kilobyte': `${whole}${'00'.repeat(1_000)}`,
  }
}

describe('A signature of a key', function () {
  for (const name of names) {
    if (name === 'Attestation') continue
    it(`counts in one form only: ${name}`, async function () {
      const m = await market()
      const letter = await writers[name].write(m, await begin(m, writers[name]))
      const whole = await letter.sign()
      for (const [form, signature] of Object.entries(otherForms(whole))) {
        expect(await said(m, letter.carry(signature)), form).to.equal(unsigned(m, letter))
      }
      expect(await said(m, letter.carry(whole))).to.equal(done)
    })
  }
})

describe('A signature of a contract account', function () {
  for (const [name, role] of Object.entries(signers)) {
    const found = names.find((one) => one === name)
    if (found === undefined) throw new Error(`No message ${name}`)
    const writer = writers[found]

    it(`counts as the account says, and within its gas: ${name}`, async function () {
      const bare = await market()
      const { wallet, as } = await contractAccount(bare, bare[role], 'SignerWallet')
      const m = { ...bare, [role]: as }
      const letter = await writer.write(m, await begin(m, writer))
      const signature = await letter.sign()
      expect(letter.role).to.equal(await wallet.getAddress())
      for (const [mode, answer] of [
        [1, unsigned(m, letter)], // wrong magic
        [2, unsigned(m, letter)], // reverts
        [3, unsigned(m, letter)], // burns all gas
        [5, unsigned(m, letter)], // four bytes
        [4, done], // 100 kB, of which the first word is right
        [0, done],
      ] as const) {
        await thenUndo(async () => {
          await call(wallet, 'setMode', m.stranger, mode)
          expect(await said(m, letter.carry(signature)), `mode ${mode}`).to.equal(answer)
        })
      }
    })

    it(`counts for its owner of now, and is never asked for without a signature: ${name}`, async function () {
      const bare = await market()
      const { wallet, as } = await contractAccount(bare, bare[role])
      const m = { ...bare, [role]: as }
      const letter = await writer.write(m, await begin(m, writer))
      const signature = await letter.sign()
      await call(wallet, 'setOwner', m.stranger, m.rival.address)
      expect(await said(m, letter.carry(signature)), 'the owner before').to.equal(unsigned(m, letter))
      await thenUndo(async () => {
        await call(wallet, 'setLoose', m.stranger, true)
        expect(await said(m, letter.carry(byCall)), 'no signature').to.equal(unsigned(m, letter))
        expect(await said(m, letter.carry('0x00')), 'anything').to.equal(done)
      })
      await call(wallet, 'setOwner', m.stranger, bare[role].address)
      expect(await said(m, letter.carry(signature)), 'its owner').to.equal(done)
    })

    it(`is worth nothing for another account of the same owner: ${name}`, async function () {
      const bare = await market()
      const [one, other] = [await contractAccount(bare, bare[role]), await contractAccount(bare, bare[role])]
      const signatures: string[] = []
      await thenUndo(async () => {
        const m = { ...bare, [role]: one.as }
        signatures.push(await (await writer.write(m, await begin(m, writer))).sign())
      })
      const m = { ...bare, [role]: other.as }
      const letter = await writer.write(m, await begin(m, writer))
      expect(await said(m, letter.carry(signatures[0] ?? byCall))).to.equal(unsigned(m, letter))
      expect(await said(m, letter.carry(await letter.sign()))).to.equal(done)
    })
  }
})

/** A public order of `requester`, for which `signature` stands, paid by the market's payer, who is another. */
async function postOf(m: Market, requester: string, signature: (order: object) => Promise<string>): Promise<Call> {
  const order = await orderOf(m, { requester, payer: m.payer.address, rules: { flags: flag.public } })
  const args = [order, noFunding, await signature(order), await sign(m, m.payer, 'Order', order)]
  return { by: m.stranger, move: 'post', args }
}

describe('An account without code', function () {
  it('has not signed what its owner to be signed, until the code is there', async function () {
    const m = await market()
    const factory = await ethers.getContractFactory('PliantWallet', m.rival)
    const nonce = await ethers.provider.getTransactionCount(m.rival.address)
    const address = getCreateAddress({ from: m.rival.address, nonce })
    const post = await postOf(m, address, (order) => sign(m, m.requester, 'Order', order))
    expect(await said(m, post)).to.equal(refusal('NotAuthorized', address, m.stranger.address))
    expect(await (await factory.deploy(m.requester.address)).getAddress()).to.equal(address)
    expect(await said(m, post)).to.equal(done)
  })
})

describe('An address that nobody can sign for', function () {
  const precompiles = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 256]
  const addresses = precompiles.map((n) => `0x${n.toString(16).padStart(40, '0')}`)

  it('has signed nothing, though it may answer: the precompiles of the chain', async function () {
    const m = await market()
    for (const address of addresses) {
      for (const text of [`0x${'00'.repeat(65)}`, '0x1626ba7e', `0x${'1626ba7e'.padEnd(130, '0')}`]) {
        const post = await postOf(m, ethers.getAddress(address), async () => text)
        const expected = refusal('NotAuthorized', ethers.getAddress(address), m.stranger.address)
        expect(await said(m, post), address).to.equal(expected)
      }
    }
  })

  it('has signed nothing: zero, as a provider of a quote, whatever the signature recovers to', async function () {
    const m = await market()
    const life = await posted(m, { rules: { flags: flag.public } })
    const { quote } = await quoteFor(m, life)
    const nobody = { ...quote, provider: zeroAddress }
    for (const text of [byCall, `0x${'00'.repeat(65)}`, `0x${'00'.repeat(64)}1b`, `0x${'ff'.repeat(64)}1b`]) {
      const args = [life.job.order, nobody, noFunding, byCall, byCall, text]
      const order = await orderOf(m, { lane: 1n })
      const id: string = await m.escrow.getFunction('idOf')(order)
      const close = { by: m.requester, move: 'close', args: args.with(0, order).with(1, { ...nobody, order: id }) }
      expect(await said(m, close)).to.equal(refusal('NotAuthorized', zeroAddress, m.requester.address))
    }
  })

  it('has signed nothing: the escrow, the token, the lens and a batch', async function () {
    const m = await market()
    const batch = await ethers.deployContract('JobBatch', [await m.escrow.getAddress()])
    for (const contract of [m.escrow, m.token, m.lens, batch]) {
      const address = await contract.getAddress()
      const post = await postOf(m, address, (order) => sign(m, m.requester, 'Order', order))
      expect(await said(m, post)).to.equal(refusal('NotAuthorized', address, m.stranger.address))
    }
  })
})
