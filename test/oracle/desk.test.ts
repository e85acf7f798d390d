import { openJournal, Outbox } from '@millrace/chain'
import { cidOfDigest, decodeDagCbor, jobEscrowAbi, Verdict } from '@millrace/sdk'
import { BlockStore } from '@millrace/store'
import { expect } from 'chai'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { decodeFunctionData } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { Desk } from '../../oracle/src/desk.ts'
import type { Decision } from '../../oracle/src/index.ts'
import { ProviderBook } from '../../oracle/src/provider-book.ts'
import { escrow } from '../sdk/example.ts'
import { temporaryFolder } from '../store/fixture/folder.ts'
import { deploymentOf, memberKeys, noChain, noChainUrl as rpcUrl, quiet, ref, seat } from './fixture/committee.ts'
import { flipOneBit, proveSample, serveBlocks, VERIFY_SECONDS, type ProvedJob } from './fixture/proved-job.ts'

const report = { outputs: ['report.csv', 'report.json'] }
const keys = memberKeys(4)
const deployment = deploymentOf(keys, 3, escrow)
const forever = new AbortController().signal

/** One member's desk over a folder that outlives it. */
async function openDesk(account: PrivateKeyAccount, dataDir: string, gateways: readonly string[]) {
  const journal = openJournal(join(dataDir, 'journal.db'))
  const { verdicts, committee } = seat(account, deployment, [], journal)
  const store = await BlockStore.open(join(dataDir, 'store'))
  const client = noChain
  const outbox = new Outbox({ journal, client, signer: account, chainId: ref.chainId })
  const key = `0x${'00'.repeat(32)}` as const
  const common = { rpcUrl, deployment, key, dataDir, gateways, allowLoopback: true, port: 0, peers: [], pollMs: 20 }
  const config = { ...common, judgesAtOnce: 2 }
  const providers = new ProviderBook(journal)
  const desk = new Desk({ config, ref, client, store, providers, verdicts, committee, outbox, journal, log: quiet })
  const decision = ({ job: { id, progress } }: ProvedJob): Decision | undefined =>
    verdicts.decision(id, progress.attempt, progress.proofHash)
  return { desk, verdicts, committee, store, outbox, decision, close: () => journal.close() }
}

type OpenDesk = Awaited<ReturnType<typeof openDesk>>

/** Attends a job again and again while the chain's time goes from one second of the window to another. */
async function attend({ desk, decision }: OpenDesk, proved: ProvedJob, from: number, to: number): Promise<void> {
  const submittedAt = proved.job.progress.phaseEnd - VERIFY_SECONDS
  for (let ms = from * 1000; ms <= to * 1000 && decision(proved) === undefined; ms += 100) {
    await desk.attend(proved.job, submittedAt + Math.floor(ms / 1000), forever)
    await pause(100)
  }
}

describe('a member at its desk', function () {
  this.timeout(60_000)
  const [first, second, third] = keys
  if (first === undefined || second === undefined || third === undefined) throw new Error('There are too few members')
  const ends: (() => Promise<void>)[] = []
  const folder = async (): Promise<string> => {
    const { path, remove } = await temporaryFolder()
    ends.push(remove)
    return path
  }
  const served = async (blocks: Iterable<readonly [string, Uint8Array]>) => {
    const gateway = await serveBlocks(blocks)
    ends.push(gateway.close)
    return gateway
  }
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
  })

  it('says the same as every honest member, with a report that anyone can fetch', async () => {
    const proved = await proveSample('csv-report', report, flipOneBit)
    const { url } = await served(proved.blocks)
    const [a, b] = [await openDesk(first, await folder(), [url]), await openDesk(second, await folder(), [url])]
    for (const { desk } of [a, b]) await desk.attend(proved.job, proved.job.progress.phaseEnd, forever)
    const [ofA, ofB] = [a.decision(proved), b.decision(proved)]
    expect(ofA).to.include({ verdict: 'Invalid', reason: 'resultDiffers' })
    expect([ofB?.digest, ofB?.evidence]).to.deep.equal([ofA?.digest, ofA?.evidence])
    expect(ofB?.signature).to.not.equal(ofA?.signature)
    const bytes = await a.store.get(cidOfDigest(ofA?.evidence ?? '0x', 'dag-cbor'), 65_536)
    expect(decodeDagCbor(bytes)).to.include({ verdict: 'Invalid', reason: 'resultDiffers', detail: 'outputs[0]' })
    for (const { close } of [a, b]) close()
  })

  it('says nothing once the window is over', async () => {
    const proved = await proveSample('exit-code')
    const { url } = await served(proved.blocks)
    const open = await openDesk(first, await folder(), [url])
    await open.desk.attend(proved.job, proved.job.progress.phaseEnd + 1, forever)
    expect(open.decision(proved)).to.equal(undefined)
    open.close()
  })

  it('waits for content through a short outage, also one in which it is started again', async () => {
    const proved = await proveSample('csv-report', report)
    const missing = proved.manifest.result
    const gateway = await served([...proved.blocks].filter(([cid]) => cid !== missing))
    const dataDir = await folder()
    const before = await openDesk(first, dataDir, [gateway.url])
    await attend(before, proved, 0, 1)
    expect(before.decision(proved)).to.equal(undefined)
    const { id, progress } = proved.job
    expect(before.verdicts.failedTries(id, progress.attempt, progress.proofHash)).to.not.deep.equal([])
    before.close()

    await gateway.add([missing, proved.blocks.get(missing) ?? new Uint8Array()])
    const after = await openDesk(first, dataDir, [gateway.url])
    await attend(after, proved, 2, VERIFY_SECONDS)
    expect(after.decision(proved)).to.include({ verdict: 'Valid', reason: 'resultRepeats' })
    after.close()
  })

  it('calls content unavailable after several tries over the window, and signs nothing else when it comes back', async () => {
    const proved = await proveSample('csv-report', report)
    const { id, progress } = proved.job
    const missing = proved.manifest.result
    const gateway = await served([...proved.blocks].filter(([cid]) => cid !== missing))
    const dataDir = await folder()
    const before = await openDesk(first, dataDir, [gateway.url])
    await attend(before, proved, 0, VERIFY_SECONDS)
    const decision = before.decision(proved)
    expect(decision).to.include({ verdict: 'Invalid', reason: 'unavailable' })
    const tries = before.verdicts.failedTries(id, progress.attempt, progress.proofHash)
    expect(tries.length).to.be.within(4, 10)
    expect((tries.at(-1) ?? 0) - (tries[0] ?? 0), 'seconds').to.be.at.least(VERIFY_SECONDS / 3)
    before.close()

    await gateway.add([missing, proved.blocks.get(missing) ?? new Uint8Array()])
    const after = await openDesk(first, dataDir, [gateway.url])
    await after.desk.attend(proved.job, progress.phaseEnd, forever)
    expect(after.decision(proved)).to.deep.equal(decision)
    expect([...after.verdicts.attestations(decision?.digest ?? '0x').values()]).to.deep.equal([decision?.signature])
    after.close()
  })

  it('does not count tries for which the chain gave no time', async () => {
    const proved = await proveSample('exit-code')
    const { id, progress } = proved.job
    const { url } = await served([...proved.blocks].filter(([cid]) => cid !== proved.manifest.result))
    const open = await openDesk(first, await folder(), [url])
    const tries = () => open.verdicts.failedTries(id, progress.attempt, progress.proofHash).length
    while (tries() < 5) {
      await open.desk.attend(proved.job, progress.phaseEnd - VERIFY_SECONDS, forever)
      await pause(100)
    }
    expect(open.decision(proved)).to.equal(undefined)
    open.close()
  })

  it('blames nobody for a spec or module that the requester does not serve', async () => {
    const proved = await proveSample('exit-code')
    const { url } = await served([...proved.blocks].filter(([cid]) => cid !== proved.module))
    const open = await openDesk(first, await folder(), [url])
    await attend(open, proved, 0, VERIFY_SECONDS)
    expect(open.decision(proved)).to.equal(undefined)
    open.close()
  })

  it('carries the bundle when it is its turn, once', async () => {
    const proved = await proveSample('exit-code')
    const { url } = await served(proved.blocks)
    const carrier = keys.find((key) => seat(key, deployment, []).committee.rank(proved.job.id) === 0) ?? first
    const open = await openDesk(carrier, await folder(), [url])
    const entry = () => open.outbox.get(`verdict:${proved.job.id}:1:${proved.job.progress.proofHash}`)
    await open.desk.attend(proved.job, proved.job.progress.phaseEnd, forever)
    const { digest, evidence } = open.decision(proved) ?? { digest: '0x', evidence: '0x' }
    expect(entry(), 'one of four is no quorum').to.equal(null)

    for (const peer of keys.filter((key) => key !== carrier).slice(0, 2)) {
      const { committee } = seat(peer, deployment, [])
      open.verdicts.attest({ member: peer.address, digest, signature: await committee.sign(digest) })
    }
    for (let i = 0; i < 2; i++) await open.desk.attend(proved.job, proved.job.progress.phaseEnd, forever)
    const call = decodeFunctionData({ abi: jobEscrowAbi, data: entry()?.data ?? '0x' })
    expect(entry()?.to.toLowerCase()).to.equal(escrow.toLowerCase())
    expect(call.functionName).to.equal('deliverVerdict')
    expect(call.args?.slice(1)).to.deep.equal([Verdict.Valid, evidence, open.committee.bundle(digest)])
    open.close()
  })
})
