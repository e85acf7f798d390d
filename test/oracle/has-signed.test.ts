import type { ChainClient } from '@millrace/chain'
import { judgementOf, manifestToSign, type SignatureNeed } from '@millrace/sdk'
import { BlockStore } from '@millrace/store'
import { expect } from 'chai'
import { network } from 'hardhat'
import { createPublicClient, custom, getAddress, type Address } from 'viem'
import { hasSigned } from '../../oracle/src/has-signed.ts'
import { judgeJob } from '../../oracle/src/judge-job.ts'
import { exampleProof, provider } from '../sdk/example.ts'
import { temporaryFolder } from '../store/fixture/folder.ts'
import { noChain, ref } from './fixture/committee.ts'
import { proveSample, serveBlocks } from './fixture/proved-job.ts'

/** The modes of mocks/SignerWallet.sol, in its order. */
const MODES = ['Honest', 'WrongMagic', 'Reverts', 'BurnsAllGas', 'HugeAnswer', 'ShortAnswer'] as const

/** A chain with a contract account whose owner is the example's provider. */
async function chainWithWallet() {
  const { ethers, provider: chain } = await network.create()
  const wallet = await ethers.deployContract('SignerWallet', [provider.address])
  return {
    client: createPublicClient({ transport: custom(chain, { retryCount: 0 }) }),
    wallet: getAddress(await wallet.getAddress()),
    setMode: async (mode: number) => wallet.getFunction('setMode')(mode),
  }
}

/** What the judge asks about the example's manifest, when this account is its provider. */
async function questionOf(account: Address): Promise<SignatureNeed> {
  const { manifest } = await exampleProof({ manifest: { provider: account } })
  const { signature, ...unsigned } = manifest
  const { message } = await manifestToSign(unsigned)
  const { chainId, escrow } = manifest
  return { kind: 'signature', chainId, escrow, provider: account, digest: message.digest, signature }
}

describe('whether a provider signed, as the chain says', () => {
  let chain: Awaited<ReturnType<typeof chainWithWallet>>
  before(async () => {
    chain = await chainWithWallet()
  })

  it('a key needs no chain', async () => {
    expect(await hasSigned(noChain, await questionOf(provider.address))).to.equal(true)
  })

  it('a contract is asked as the escrow asks it, whatever it does', async () => {
    const question = await questionOf(chain.wallet)
    for (const [index, mode] of MODES.entries()) {
      await chain.setMode(index)
      const yes = mode === 'Honest' || mode === 'HugeAnswer'
      expect(await hasSigned(chain.client, question), mode).to.equal(yes)
    }
    await chain.setMode(0)
  })

  it('a contract does not sign by another key, nor another digest, nor with the longest nonsense', async () => {
    const question = await questionOf(chain.wallet)
    const other: SignatureNeed = { ...question, digest: `0x${'0d'.repeat(32)}` }
    expect(await hasSigned(chain.client, other)).to.equal(false)
    const long: SignatureNeed = { ...question, signature: `0x${'5f'.repeat(16_384)}` }
    expect(await hasSigned(chain.client, long)).to.equal(false)
  })

  it('an account without code signed nothing that its key did not', async () => {
    const stranger = await questionOf(`0x${'c0'.repeat(20)}`)
    expect(await hasSigned(chain.client, stranger)).to.equal(false)
  })

  it('a chain that cannot be asked said nothing', async () => {
    const refused = await hasSigned(noChain, await questionOf(chain.wallet)).catch((error: unknown) => error)
    expect(refused).to.be.instanceOf(Error)
  })

  it('a member confirms an honest proof of a contract, and blames nobody while its chain is away', async () => {
    const as = { provider: chain.wallet }
    const proved = await proveSample('exit-code', { args: ['0'] }, (own) => own, { manifest: as, proof: as })
    const gateway = await serveBlocks(proved.blocks)
    const folder = await temporaryFolder()
    const store = await BlockStore.open(folder.path)
    const tools = { ref, store, gateways: [gateway.url], allowLoopback: true, onTrouble: () => {} }
    const judged = (client: ChainClient) =>
      judgeJob({ ...tools, client }, proved.job, 60_000, new AbortController().signal)
    expect(await judged(chain.client)).to.deep.equal(judgementOf('resultRepeats'))
    expect(await judged(noChain)).to.deep.equal({ verdict: 'Inconclusive', reason: 'signatureUnchecked' })
    await chain.setMode(1)
    expect(await judged(chain.client)).to.deep.equal(judgementOf('signatureWrong'))
    await gateway.close()
    await folder.remove()
  })
})
