import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { LOCAL_CHAIN_ID, THANKS } from '@millrace/sdk'
import { holdings, isAsExpected, rowsOf, tableOf } from './demo/accounts.ts'
import { BURNED, expectedDifferences } from './demo/expected.ts'
import { postDemoJob, sample } from './demo/jobs.ts'
import { bands, tileArgs, writePicture } from './demo/picture.ts'
import { readInboxes, type Told } from './demo/provider-inbox.ts'
import { watch, type Watched, type Watching } from './demo/watch.ts'
import { localWallet } from './local/accounts.ts'
import { startMarket, type LocalMarket } from './local/market.ts'
import { withMarket } from './local/until-signal.ts'
import { collect } from './requester/content.ts'
import { runFolder } from './start.ts'

const [WIDTH, HEIGHT, TILES, SAMPLES] = [480, 300, 6, 4]
const BILLION = 1_000_000_000n
const THANKS_MS = 20_000

type Check = { readonly what: string; readonly holds: boolean }

async function demo(market: LocalMarket, signal: AbortSignal): Promise<number> {
  const wallet = (role: Parameters<typeof localWallet>[0]) => localWallet(role, LOCAL_CHAIN_ID).connect(market.provider)
  const [requester, poker] = [wallet('requester'), wallet('poker')]
  const log = (line: string): void => console.log(line)
  const names = new Map([
    ['requester', requester.address],
    ...market.agents.map(({ name, address }) => [name, address] as const),
    ['committee', market.deployment.verifier],
    ['liar', wallet('liar').address],
    ['no-show', wallet('noShow').address],
    ['burned', BURNED],
  ])
  const before = await holdings(market, names)
  const gateways = [market.uploadUrl, ...market.agents.map((agent) => agent.gatewayUrl)]
  const outputsOf = async ({ last }: Watched) => (await collect(last.job.progress.proofHash, gateways)).outputs
  const watched: Promise<Watched>[] = []
  const labels = new Map<string, string>()
  const post = async (label: string, plan: Parameters<typeof postDemoJob>[2], watchers: Watching = {}) => {
    const id = await postDemoJob(market, requester, plan)
    labels.set(id, label)
    const watching = watch(market, label, id, log, watchers)
    // Awaited below with the others; until then its failure is not lost.
    watching.catch(() => {})
    watched.push(watching)
    return { id, watching }
  }
  const cheat = (name: 'liar' | 'no-show', role: 'liar' | 'noShow', args: readonly string[]) =>
    market.children.start(
      name,
      [`test/e2e/${name}.ts`, market.rpcUrl, market.deploymentFile, ...args],
      join(market.dataDir, `logs/${name}.log`),
      {
        MILLRACE_KEY: wallet(role).privateKey,
      },
    )
  const enough = new AbortController()
  const toldJobs = new Set<string>()
  const inboxes = readInboxes(
    market.agents,
    (name, { job }) => {
      toldJobs.add(job)
      log(`          ${(labels.get(job) ?? job).padEnd(14)} ${name} is told: "${THANKS}"`)
    },
    AbortSignal.any([signal, enough.signal]),
  )
  // Awaited below; until then its failure is not lost.
  inboxes.catch(() => {})

  log(`\nA picture of ${WIDTH} × ${HEIGHT} in ${TILES} tiles, an option price, and three honest failures`)
  const option = {
    module: sample('option-price'),
    args: ['100', '105', '0.03', '0.2', '1', '400000'],
    outputs: ['price.json'],
    steps: BILLION,
  }
  const hasty = { provider: wallet('noShow').address, seconds: 5, runWindow: 15 }
  const noShow = await post('no-show', { ...option, ...hasty }, { poker })
  cheat('no-show', 'noShow', [noShow.id])
  const liar = await post('liar', { ...option, provider: wallet('liar').address }, { poker })
  cheat('liar', 'liar', [market.uploadUrl, liar.id])
  const tiles = []
  for (const [i, tile] of bands(WIDTH, HEIGHT, TILES).entries()) {
    const agent = market.agents[i % market.agents.length]
    if (agent === undefined) throw new Error('The market has no providers')
    const plan = {
      module: sample('raytracer'),
      args: tileArgs(WIDTH, HEIGHT, tile, SAMPLES),
      outputs: ['tile.rgb'],
      steps: 2n * BILLION,
    }
    tiles.push({ ...tile, ...(await post(`tile ${i + 1}`, { ...plan, provider: agent.address })) })
  }
  const price = await post('option price', option)
  const endless = await post('endless', { module: sample('endless'), args: [], outputs: [], steps: 20_000_000n })

  const all = await Promise.all(watched)
  const picture = join(market.dataDir, 'picture.png')
  const rendered = await Promise.all(
    tiles.map(async ({ watching, ...tile }) => ({
      ...tile,
      rgb: (await outputsOf(await watching))[0]?.bytes ?? new Uint8Array(),
    })),
  )
  writePicture(picture, WIDTH, HEIGHT, rendered)
  const [estimate] = await outputsOf(await price.watching)
  const numbers = JSON.parse(new TextDecoder().decode(estimate?.bytes))
  log(`\nThe picture is ${picture}`)
  log(
    `The option costs ${numbers.price} ± ${numbers.standardError} by Monte-Carlo, ${numbers.blackScholes} in closed form`,
  )

  const settled = all.filter(({ last }) => last.job.progress.state === 'Settled')
  await untilTold(settled, toldJobs)
  enough.abort()
  const told = await inboxes
  const rows = rowsOf(before, await holdings(market, names), expectedDifferences(all.map(({ last }) => last.job)))
  log(`\n${tableOf(rows, market.deployment)}`)
  const [lied, missed] = [await liar.watching, await noShow.watching]
  const exceeded = (await endless.watching).last.job.progress
  const checks: readonly Check[] = [
    {
      what: 'the tiles were paid, and each of the three providers has some',
      holds:
        rendered.length === TILES &&
        new Set(settled.map(({ last }) => last.job.progress.provider)).size === market.agents.length,
    },
    {
      what: 'the tiles and the price are settled as a success',
      holds: settled.filter(({ last }) => last.job.progress.outcome === 'Success').length === TILES + 1,
    },
    {
      what: 'the estimate is within four standard errors of the closed form',
      holds: Math.abs(numbers.price - numbers.blackScholes) < 4 * numbers.standardError,
    },
    {
      what: 'the endless job ended at its step limit, confirmed and paid by its share',
      holds: exceeded.state === 'Settled' && exceeded.outcome === 'SpecExceeded' && exceeded.verdict === 'Valid',
    },
    {
      what: 'the liar was found out and the requester refunded',
      holds:
        lied.last.job.progress.state === 'Cancelled' &&
        lied.last.job.progress.verdict === 'Invalid' &&
        lied.paid === 0n &&
        lied.refunded === lied.last.job.order.maxPrice,
    },
    {
      what: 'the no-show was poked and the requester refunded',
      holds: missed.last.job.progress.state === 'Cancelled' && missed.refunded === missed.last.job.order.maxPrice,
    },
    {
      what: 'every account gained or lost what the orders, proofs and burns say, to the last unit',
      holds: rows.every(isAsExpected) && rows.some(({ expected }) => expected > 0n),
    },
    {
      what: 'nobody’s money was made or lost: the differences add up to nothing',
      holds: rows.reduce((sum, row) => sum + row.after - row.before, 0n) === 0n,
    },
    {
      what: `the requester was told "${THANKS}" once per settled job, and for no other`,
      holds: all.every(({ thanks, last }) => thanks === (last.job.progress.state === 'Settled' ? 1 : 0)),
    },
    {
      what: `the providers were told the same, once per settled job: ${told.length} for ${settled.length}`,
      holds: isToldOnce(settled, told),
    },
  ]
  log('')
  for (const { what, holds } of checks) log(`  ${holds ? 'yes' : 'NO '}  ${what}`)
  return checks.every(({ holds }) => holds) ? 0 : 1
}

/** Waits until the provider of every settled job was told, or it takes too long. */
async function untilTold(settled: readonly Watched[], told: ReadonlySet<string>): Promise<void> {
  const until = Date.now() + THANKS_MS
  while (!settled.every(({ id }) => told.has(id)) && Date.now() < until) await pause(200)
}

/** Whether every settled job was told to its provider exactly once, and nothing else to anybody. */
function isToldOnce(settled: readonly Watched[], told: readonly Told[]): boolean {
  const key = ({ provider, job }: Told): string => `${job} ${provider}`.toLowerCase()
  const wanted = settled.map(({ id, last }) => key({ job: id, provider: last.job.progress.provider }))
  return wanted.toSorted().join() === told.map(key).toSorted().join()
}

if (import.meta.main)
  await withMarket(
    startMarket({ dataDir: runFolder('demo'), log: (line) => console.log(`  ${line}`), web: false }),
    demo,
  )
