import { expect } from 'chai'
import { defineChain, recoverTypedDataAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { demoRequests, WalletRpcError, type Permission } from '../../web/lib/demo-wallet.ts'
import { TypedDataError } from '../../web/lib/typed-data-json.ts'

const key = `0x${'11'.repeat(32)}` as const
const { address } = privateKeyToAccount(key)
const chainOf = (id: number) =>
  defineChain({
    id,
    name: 'test',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: ['http://127.0.0.1:1'] } },
  })
const local = chainOf(31337)

function permission(): Permission {
  let granted = false
  return { isGranted: () => granted, grant: () => (granted = true) }
}

const typed = {
  domain: {
    name: 'Token',
    version: '1',
    chainId: 31337,
    verifyingContract: '0x00000000000000000000000000000000000000A1',
  },
  types: {
    Permit: [
      { name: 'owner', type: 'address' },
      { name: 'value', type: 'uint256' },
    ],
  },
  primaryType: 'Permit',
  message: { owner: address, value: '7' },
} as const

describe('The demo wallet', function () {
  it('refuses every chain but the local one', function () {
    for (const id of [1, 10, 11155111]) {
      expect(() => demoRequests(key, chainOf(id), permission()))
        .to.throw(WalletRpcError, 'chain 31337 only')
        .with.property('code', 4902)
    }
  })

  it('names its account only once it was asked for', async function () {
    const ask = demoRequests(key, local, permission())
    expect(await ask('eth_accounts', [])).to.deep.equal([])
    expect(await ask('eth_requestAccounts', [])).to.deep.equal([address])
    expect(await ask('eth_accounts', [])).to.deep.equal([address])
  })

  it('signs typed data that recovers to its account', async function () {
    const ask = demoRequests(key, local, permission())
    const EIP712Domain = [{ name: 'name', type: 'string' }]
    const json = JSON.stringify({ ...typed, types: { ...typed.types, EIP712Domain } })
    const signature = await ask('eth_signTypedData_v4', [address, json])
    const message = { ...typed.message, value: 7n }
    expect(await recoverTypedDataAddress({ ...typed, message, signature: signature as `0x${string}` })).to.equal(
      address,
    )
  })

  it('refuses typed data for another chain, and a request for another account', async function () {
    const ask = demoRequests(key, local, permission())
    const foreign = JSON.stringify({ ...typed, domain: { ...typed.domain, chainId: 1 } })
    expect(await ask('eth_signTypedData_v4', [address, foreign]).catch((error: unknown) => error)).to.be.instanceOf(
      TypedDataError,
    )
    const other = '0x00000000000000000000000000000000000000B2'
    for (const [method, params] of [
      ['eth_signTypedData_v4', [other, JSON.stringify(typed)]],
      ['personal_sign', ['0x00', other]],
      ['eth_sendTransaction', [{ from: other, to: other }]],
    ] as const) {
      expect(await ask(method, params).catch((error: unknown) => error), method)
        .to.be.instanceOf(WalletRpcError)
        .with.property('code', 4100)
    }
  })

  it('has no methods of wallets beyond its own', async function () {
    const ask = demoRequests(key, local, permission())
    expect(await ask('wallet_sendCalls', []).catch((error: unknown) => error)).to.have.property('code', 4200)
    expect(
      await ask('wallet_switchEthereumChain', [{ chainId: '0x1' }]).catch((error: unknown) => error),
    ).to.have.property('code', 4902)
    expect(await ask('wallet_switchEthereumChain', [{ chainId: '0x7a69' }])).to.equal(null)
  })
})
