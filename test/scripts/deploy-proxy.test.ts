import { expect } from 'chai'
import { getCreateAddress, JsonRpcProvider, parseEther, type BlockTag, type TransactionResponse } from 'ethers'
import { deployerOn } from '../../scripts/deploy/deployer.ts'
import { createProxy, hasProxy, PROXY, PROXY_COST, PROXY_SENDER } from '../../scripts/deploy/proxy.ts'
import { firstBlockOf } from '../../scripts/deploy/start-block.ts'
import { checkTokens } from '../../scripts/deploy/tokens.ts'
import { deployToken, LOCAL, messageOf, startChain, undone, type Chain } from './deploy-chains.ts'

/** A node that wants every transaction to name its chain. */
class StrictNode extends JsonRpcProvider {
  override async broadcastTransaction(raw: string): Promise<TransactionResponse> {
    if (raw === PROXY.transaction) throw new Error('only replay-protected (EIP-155) transactions allowed over RPC')
    return super.broadcastTransaction(raw)
  }
}

/** A node that keeps the state of the latest blocks only. */
class ForgetfulNode extends JsonRpcProvider {
  override async getCode(address: string, block?: BlockTag): Promise<string> {
    if (block !== undefined) throw new Error('missing trie node')
    return super.getCode(address)
  }
}

describe('The deterministic deployment proxy', function () {
  this.timeout(60_000)
  let chain: Chain

  before(async () => {
    chain = await startChain(LOCAL)
  })
  after(async () => chain.stop())

  const create = () => undone(chain, () => createProxy(chain.deployer, chain.provider))

  it('is at the address that its sender’s first transaction gives it, for 0.01 of the chain’s coin', () => {
    expect(getCreateAddress({ from: PROXY_SENDER, nonce: 0 })).to.equal(PROXY.address)
    expect(PROXY_COST).to.equal(parseEther('0.01'))
  })

  it('is created where it is missing, and only what is missing is paid', async function () {
    await undone(chain, async () => {
      expect(await hasProxy(chain.provider)).to.equal(false)
      await chain.provider.send('hardhat_setBalance', [PROXY_SENDER, '0x1'])
      await createProxy(chain.deployer, chain.provider)
      expect(await hasProxy(chain.provider)).to.equal(true)
      const sent = await chain.provider.getTransaction((await chain.provider.getBlock(1))?.transactions[0] ?? '')
      expect([sent?.to, sent?.value]).to.deep.equal([PROXY_SENDER, PROXY_COST - 1n])
    })
  })

  it('is refused when other code stands there', async function () {
    await undone(chain, async () => {
      await chain.provider.send('hardhat_setCode', [PROXY.address, '0x6001'])
      expect(await messageOf(() => hasProxy(chain.provider))).to.match(/^At 0x4e59\w+ stands other code than/)
    })
  })

  it('cannot be had when its sender’s only transaction was used up', async function () {
    await undone(chain, async () => {
      await chain.provider.send('hardhat_setNonce', [PROXY_SENDER, '0x1'])
      expect(await messageOf(create)).to.match(/has used its only transaction on this chain.*docs\/deploy\.md/)
    })
  })

  it('must wait while gas costs more than it was signed for', async function () {
    await undone(chain, async () => {
      await chain.provider.send('hardhat_setNextBlockBaseFeePerGas', [`0x${100_000_000_001n.toString(16)}`])
      await chain.provider.send('evm_mine', [])
      expect(await messageOf(create)).to.match(
        /at 100000000000 wei per gas, no more, and this chain asks 100000000001 now/,
      )
    })
  })

  it('says why a node that asks for EIP-155 refuses it', async function () {
    const strict = new StrictNode(chain.url, LOCAL, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 20 })
    try {
      await undone(chain, async () => {
        const message = await messageOf(() => createProxy(chain.deployer.connect(strict), strict))
        expect(message).to.match(/^This node refuses the transaction that creates .*since it names no chain/)
      })
    } finally {
      strict.destroy()
    }
  })
})

describe('What a deployment needs', function () {
  this.timeout(60_000)
  let chain: Chain
  let token: string

  before(async () => {
    chain = await startChain(LOCAL)
    for (let i = 0; i < 20; i++) await chain.provider.send('evm_mine', [])
    token = await deployToken(chain)
    for (let i = 0; i < 9; i++) await chain.provider.send('evm_mine', [])
  })
  after(async () => chain.stop())

  it('finds the block of a contract', async () => {
    expect(await firstBlockOf(chain.provider, token)).to.equal(21)
  })

  it('names the option when the node has forgotten old blocks', async () => {
    const forgetful = new ForgetfulNode(chain.url, LOCAL, { staticNetwork: true })
    expect(await messageOf(() => firstBlockOf(forgetful, token))).to.match(/name it with --start-block/)
    forgetful.destroy()
  })

  for (const [what, changes, message] of [
    ['is not there', { address: `0x${'11'.repeat(20)}` }, /^tokens\[0\]: there is no contract at 0x1111/],
    ['has another symbol', { symbol: 'USDC' }, /^tokens\[0\]\.symbol is USDC, but the token at \w+ says mUSD$/],
    ['counts otherwise', { decimals: 18 }, /^tokens\[0\]\.decimals is 18, but the token at \w+ says 6$/],
    ['is no token', { address: PROXY.address }, /^tokens\[0\]: what stands there is no ERC-20 token with symbol\(\)$/],
  ] as const) {
    it(`refuses a token that ${what}`, async () => {
      const first = { address: `0x${token.slice(2)}`, symbol: 'mUSD', decimals: 6 } as const
      await chain.provider.send('hardhat_setCode', [PROXY.address, PROXY.code])
      expect(await messageOf(() => checkTokens(chain.provider, [{ ...first, ...changes }]))).to.match(message)
    })
  }

  it('has Hardhat’s first account on the local chain, and on no other', async () => {
    expect(deployerOn(LOCAL, undefined).address).to.equal('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')
    expect(await messageOf(() => deployerOn(1, undefined))).to.match(/^MILLRACE_DEPLOYER_KEY is not set\. .*keystore/)
  })

  const known = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
  for (const [what, key, message] of [
    ['that everybody knows', known, /^MILLRACE_DEPLOYER_KEY is a key that everybody knows: it is refused on chain 1$/],
    ['that is too short', '0x1234', /^MILLRACE_DEPLOYER_KEY is not a private key: expected/],
    ['of zero', `0x${'00'.repeat(32)}`, /^MILLRACE_DEPLOYER_KEY has the form of a private key, but is none/],
    ['beyond the curve', `0x${'ff'.repeat(32)}`, /^MILLRACE_DEPLOYER_KEY has the form of a private key, but is none/],
  ] as const) {
    it(`refuses a key ${what}, and does not show it`, async () => {
      const message_ = await messageOf(() => deployerOn(1, key))
      expect(message_).to.match(message).and.not.include(key.slice(2))
    })
  }
})
