import { cidOfDigest, InvalidFieldError, noProgress, type Job } from '@millrace/sdk'
import { expect } from 'chai'
import { zeroAddress } from 'viem'
import { gatewaysFor } from '../../web/features/job-detail/gateways.ts'
import { loadProof } from '../../web/features/job-detail/proof.ts'
import { parseConfig } from '../../web/lib/config.ts'
import { PageError } from '../../web/lib/page-error.ts'
import { exampleProof, provider, type Changes, type Example } from '../sdk/example.ts'
import { offer } from '../sdk/market.ts'

const none = zeroAddress

function jobOf({ proof }: Example): Job {
  const roles = {
    requester: none,
    payer: none,
    provider: none,
    token: none,
    verifier: none,
    arbiter: none,
    feeTo: none,
  }
  const shares = { slash: 0, resign: 0, jobError: 0, specExceeded: 0, split: 0, fee: 0 }
  const switches = { public: false, completable: false, sampled: false }
  const amounts = { maxPrice: 1n, minPrice: 1n, rate: 1n, stake: 0n, verifierFee: 0n, arbiterFee: 0n }
  return {
    id: proof.job,
    order: {
      ...roles,
      ...amounts,
      exclusiveUntil: 0,
      windows: { open: 60, run: 60, verify: 60, challenge: 0, contest: 0, ruling: 0, liveness: 0 },
      rules: { ...shares, ...switches, maxAttempts: 1, fallback: 'Refund', unitKind: 'Steps' },
      lane: 0,
      sequence: 1,
      specHash: proof.specHash,
    },
    progress: { ...noProgress, state: 'Verifying', attempt: 1, provider: provider.address, proofHash: proof.proofHash },
  }
}

async function load(changes: Changes = {}) {
  const example = await exampleProof(changes)
  const asked: string[] = []
  const proof = loadProof(jobOf(example), async (cid, maxBytes, keeper) => {
    asked.push(keeper)
    const bytes = example.blocks.get(cid)
    if (!bytes || bytes.length > maxBytes) throw new Error(`no ${cid} of at most ${maxBytes} bytes`)
    return bytes.slice()
  })
  return { example, asked, proof }
}

describe('The proof behind a job', function () {
  it('is followed by its hashes to every file, each asked of who keeps it', async function () {
    const { proof, example, asked } = await load()
    const { outputs, manifestCid, stdout, result } = await proof
    expect(manifestCid).to.equal(cidOfDigest(example.proof.proofHash, 'dag-cbor'))
    expect(outputs.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)])).to.deep.equal([
      ['report.json', '{"rows":2}\n'],
      ['sums.csv', '4,6\n'],
    ])
    expect(new TextDecoder().decode(stdout)).to.equal('2 rows\n')
    expect(result.steps).to.equal(2000n)
    expect(asked).to.deep.equal(['provider', 'provider', 'requester', 'provider', 'provider', 'provider', 'provider'])
  })

  const foreign: readonly (readonly [what: string, changes: Changes])[] = [
    ['another job', { manifest: { job: `0x${'cd'.repeat(32)}` } }],
    ['another attempt', { manifest: { attempt: 2 } }],
    ['another provider', { manifest: { provider: '0x00000000000000000000000000000000000000a1' } }],
    ['another spec', { result: (own) => ({ ...own, spec: cidOfDigest(`0x${'ef'.repeat(32)}`, 'dag-cbor') }) }],
  ]
  for (const [what, changes] of foreign) {
    it(`is refused when it is of ${what}`, async function () {
      const { proof } = await load(changes)
      expect(await proof.catch((error: unknown) => error)).to.be.instanceOf(PageError)
    })
  }

  it('is refused when it is not a manifest at all', async function () {
    const example = await exampleProof()
    const junk = loadProof(jobOf(example), async () => new Uint8Array([0xa0]))
    expect(await junk.catch((error: unknown) => error)).to.be.instanceOf(InvalidFieldError)
  })
})

describe('Where the page asks for a proof', function () {
  const page = { escrow: none, offerBook: none, verifier: none, token: { address: none, symbol: 'T', decimals: 6 } }
  const url = 'https://gateway.example'
  const config = (chainId: number) =>
    parseConfig({ ...page, chainId, rpcUrl: url, gateways: [url], uploadUrl: url, startBlock: 0 })
  const named = (gateway: string, chainId: number) =>
    gatewaysFor(provider.address, [{ provider: provider.address, offer: { ...offer, gateway } }], config(chainId))

  it('is the gateway that the provider named, then its own', function () {
    expect(named('https://mill.example/', 1)).to.deep.equal(['https://mill.example', url])
    expect(named('http://127.0.0.1:4001', 31337)).to.deep.equal(['http://127.0.0.1:4001', url])
    expect(gatewaysFor(none, [], config(1))).to.deep.equal([url])
  })

  it('is never a door in the network of the reader', function () {
    for (const gateway of [
      'http://mill.example',
      'https://127.0.0.1',
      'https://[::1]',
      'https://192.168.0.1:8443',
      'https://localhost',
      'https://router.local',
      'https://2130706433',
    ]) {
      expect(named(gateway, 1), gateway).to.deep.equal([url])
    }
  })
})
