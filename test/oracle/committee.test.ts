import { attestationTypedData, committeeBundle, type Job } from '@millrace/sdk'
import { expect } from 'chai'
import { network } from 'hardhat'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import {
  concatHex,
  createTestClient,
  custom,
  encodeAbiParameters,
  isHex,
  parseAbi,
  publicActions,
  walletActions,
  type Address,
  type Hex,
} from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { hardhat } from 'viem/chains'
import type { Decision } from '../../oracle/src/index.ts'
import { deploymentOf, memberKeys, seat } from './fixture/committee.ts'
import { proveSample } from './fixture/proved-job.ts'

const QUORUM = 3
const erc1271Abi = parseAbi(['function isValidSignature(bytes32, bytes) view returns (bytes4)'])
const MAGIC = '0x1626ba7e'
const evidence: Hex = `0x${'ee'.repeat(32)}`
const keys = memberKeys(4)
const [outsider] = memberKeys(1)

type Said = Readonly<Record<string, unknown>> | string

/** A peer that answers every question with these words. */
async function peerThatSays(said: Said): Promise<{ url: string; close: () => void }> {
  const server = createServer((_, response) => response.end(typeof said === 'string' ? said : JSON.stringify(said)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The peer does not listen')
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() }
}

describe('a committee of four with a quorum of three', () => {
  let verifier: Address
  let job: Job
  let digest: Hex
  let accepts: (bundle: Hex, of?: Hex) => Promise<boolean>
  const signed = (key: PrivateKeyAccount | undefined, of: Hex = digest): Promise<Hex> => {
    if (key === undefined) throw new Error('There is no such key')
    return key.signTypedData(attestationTypedData(31337, verifier, of))
  }

  before(async () => {
    const { provider } = await network.create()
    const [deployer] = keys
    if (deployer === undefined) throw new Error('There is no member')
    const client = createTestClient({ chain: hardhat, mode: 'hardhat', transport: custom(provider, { retryCount: 0 }) })
      .extend(publicActions)
      .extend(walletActions)
    await client.setBalance({ address: deployer.address, value: 10n ** 20n })
    const { abi, bytecode } = JSON.parse(readFileSync('sdk/artifacts/CommitteeVerifier.json', 'utf8'))
    if (!isHex(bytecode)) throw new Error('The verifier has no bytecode')
    const args = [keys.map(({ address }) => address), BigInt(QUORUM)]
    const hash = await client.deployContract({ account: deployer, abi, bytecode, args })
    const { contractAddress } = await client.waitForTransactionReceipt({ hash })
    if (contractAddress == null) throw new Error('The verifier was not deployed')
    verifier = contractAddress
    accepts = async (bundle, of = digest) =>
      (await client.readContract({
        address: verifier,
        abi: erc1271Abi,
        functionName: 'isValidSignature',
        args: [of, bundle],
      })) === MAGIC
    job = (await proveSample('exit-code')).job
    digest = seatOf(0).committee.digestOf(job, 'Valid', evidence)
  })

  const seatOf = (index: number, peers: readonly string[] = []) => {
    const key = keys[index]
    if (key === undefined) throw new Error(`There is no member ${index}`)
    return seat(key, deploymentOf(keys, QUORUM, verifier), peers)
  }

  const decided = (signature: Hex): Decision => ({
    job: job.id,
    attempt: job.progress.attempt,
    proofHash: job.progress.proofHash,
    verdict: 'Valid',
    reason: 'resultRepeats',
    evidence,
    digest,
    signature,
  })

  /** What the first member has in the end, when it signed itself and its peers said these things. */
  async function gathered(says: readonly Said[]) {
    const peers = await Promise.all(says.map(peerThatSays))
    const { committee, verdicts } = seatOf(
      0,
      peers.map(({ url }) => url),
    )
    const signature = await committee.sign(digest)
    verdicts.attest({ member: committee.address, digest, signature })
    await committee.gather(decided(signature), new AbortController().signal)
    for (const peer of peers) peer.close()
    return { bundle: committee.bundle(digest), known: [...verdicts.attestations(digest).keys()] }
  }

  it('makes of any three honest members a bundle that the contract accepts, for this verdict only', async () => {
    const other = seatOf(0).committee.digestOf(job, 'Invalid', evidence)
    for (const pair of [
      [1, 2],
      [1, 3],
      [2, 3],
    ] as const) {
      const says = await Promise.all(pair.map(async (i) => ({ digest, signature: await signed(keys[i]) })))
      const { bundle = '0x' } = await gathered([...says, 'not JSON'])
      expect(await accepts(bundle), `members 0 and ${pair.join(', ')}`).to.equal(true)
      expect(await accepts(bundle, other)).to.equal(false)
    }
  })

  it('stops at the quorum when all four have signed', async () => {
    const says = await Promise.all([1, 2, 3].map(async (i) => ({ digest, signature: await signed(keys[i]) })))
    const { bundle, known } = await gathered(says)
    expect(known).to.have.lengthOf(4)
    const three = new Map(
      await Promise.all(keys.slice(0, 3).map(async (key) => [key.address.toLowerCase(), await signed(key)] as const)),
    )
    expect(bundle).to.equal(
      committeeBundle(
        keys.map(({ address }) => address),
        three,
      ),
    )
  })

  it('has no bundle while the third is a liar, whatever it sends', async () => {
    const honest = { digest, signature: await signed(keys[1]) }
    const other: Hex = `0x${'0d'.repeat(32)}`
    const lies: Readonly<Record<string, Said>> = {
      'another verdict, properly signed': { digest: other, signature: await signed(keys[2], other) },
      'a signature of another verdict': { digest, signature: await signed(keys[2], other) },
      'a stranger’s signature': { digest, signature: await signed(outsider) },
      'a signature of the one who asks': { digest, signature: await signed(keys[0]) },
      'the other peer’s signature again': honest,
      'half a signature': { digest, signature: (await signed(keys[2])).slice(0, 66) },
      'too much': { digest, signature: await signed(keys[2]), padding: 'x'.repeat(10_000) },
      'no attestation': 'null',
    }
    for (const [how, lie] of Object.entries(lies)) {
      const { bundle, known } = await gathered([honest, lie])
      expect(bundle, how).to.equal(undefined)
      expect(known, how).to.have.members([keys[0], keys[1]].map((key) => key?.address.toLowerCase()))
    }
  })

  it('is not waited for when a peer is down', async () => {
    const says = await Promise.all([1, 2].map(async (i) => ({ digest, signature: await signed(keys[i]) })))
    const gone = await peerThatSays('')
    gone.close()
    const peers = await Promise.all(says.map(peerThatSays))
    const { committee, verdicts } = seatOf(3, [gone.url, ...peers.map(({ url }) => url)])
    const signature = await committee.sign(digest)
    verdicts.attest({ member: committee.address, digest, signature })
    await committee.gather(decided(signature), new AbortController().signal)
    for (const peer of peers) peer.close()
    expect(await accepts(committee.bundle(digest) ?? '0x')).to.equal(true)
  })

  it('reads no more of a peer than an attestation can be', async () => {
    let sent = 0
    const server = createServer((_, response) => {
      const chunk = 'x'.repeat(65_536)
      const pour = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length
      }
      response.on('drain', pour)
      pour()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { committee, verdicts } = seatOf(0, [`http://127.0.0.1:${port}`])
    const startedAtMs = Date.now()
    await committee.gather(decided(await committee.sign(digest)), new AbortController().signal)
    server.closeAllConnections()
    server.close()
    expect(Date.now() - startedAtMs, 'ms, of the two seconds that a peer has').to.be.below(1500)
    expect(sent, 'bytes, with what sockets hold').to.be.below(16 * 1024 * 1024)
    expect(verdicts.attestations(digest).size).to.equal(0)
  })

  it('goes to the chain in an order that all members compute alike', () => {
    const ranks = keys.map((_, i) => seatOf(i).committee.rank(job.id))
    expect(ranks).to.have.members([0, 1, 2, 3])
    const others = Array.from({ length: 32 }, (_, i): Hex => `0x${i.toString(16).padStart(64, '0')}`)
    const firsts = new Set(others.map((id) => keys.findIndex((_, i) => seatOf(i).committee.rank(id) === 0)))
    expect(firsts.size, 'the same member does not always go first').to.be.greaterThan(1)
  })

  it('is believed by the contract only with sorted members and one signature of each', async () => {
    const members = keys.map(({ address }) => address)
    const all = await Promise.all(keys.map((key) => signed(key)))
    const [a = '0x', b = '0x', c = '0x', d = '0x'] = all
    const bundle = (map: Hex, signatures: readonly Hex[], of: readonly Address[] = members): Hex =>
      encodeAbiParameters([{ type: 'address[]' }, { type: 'bytes' }], [[...of], concatHex([map, ...signatures])])
    expect(await accepts(bundle('0x07', [a, b, c])), 'three').to.equal(true)
    expect(await accepts(bundle('0x0f', [a, b, c, d])), 'four').to.equal(true)
    const refused: Readonly<Record<string, Hex>> = {
      'two of four': bundle('0x03', [a, b]),
      'the second twice': bundle('0x07', [a, b, b]),
      'signatures in another order': bundle('0x07', [b, a, c]),
      'members in another order': bundle(
        '0x07',
        [b, a, c],
        [1, 0, 2, 3].flatMap((i) => members[i] ?? []),
      ),
      'a committee of others': bundle('0x07', [a, b, c], members.slice(0, 3)),
      'a stranger for the third': bundle('0x07', [a, b, await signed(outsider)]),
      'a fifth bit': bundle('0x13', [a, b, c]),
      'a signature too many': bundle('0x07', [a, b, c, d]),
      'a signature too few': bundle('0x0f', [a, b, c]),
      'nothing at all': bundle('0x00', []),
    }
    for (const [how, forged] of Object.entries(refused)) expect(await accepts(forged), how).to.equal(false)
  })
})
