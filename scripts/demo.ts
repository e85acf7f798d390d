import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { formatUnits, ZeroAddress } from 'ethers'
import { holdings, totalOf, type Holding } from './demo/accounts.ts'
import { postDemoJob, sample } from './demo/jobs.ts'
import { bands, tileArgs, writePicture } from './demo/picture.ts'
import { watch, type Watched } from './demo/watch.ts'
import { LOCAL_CHAIN_ID, localWallet } from './local/accounts.ts'
import { startMarket, type LocalMarket } from './local/market.ts'
import { withMarket } from './local/until-signal.ts'
import { collect } from './requester/content.ts'
import type { Step } from './requester/follow-job.ts'
import { THANKS } from './requester/follow-job.ts'
import { pokeJob } from './requester/poke-job.ts'
import { runFolder } from './start.ts'

const [WIDTH, HEIGHT, TILES, SAMPLES] = [480, 300, 6, 4]
const BILLION = 1_000_000_000n
const THANKS_MS = 20_000
/** The escrow's entry for what burned: nobody can withdraw it. */
const BURNED = ZeroAddress

type Check = { readonly what: string; readonly holds: boolean }

async function demo(market: LocalMarket, _signal: AbortSignal): Promise<number> {
  const wallet = (role: Parameters<typeof localWallet>[0]) => localWallet(role, LOCAL_CHAIN_ID).connect(market.provider)
  const [requester, poker] = [wallet('requester'), wallet('poker')]
  const log = (line: string): void => console.log(line)
  const names = new Map([
    ['requester', requester.address],
    ...market.agents.map(({ name, address }) => [name, address] as const),
    ['liar', wallet('liar').address],
    ['no-show', wallet('noShow').address],
    ['burned', BURNED],
  ])
  const before = await holdings(market, names)
  const gateways = [market.uploadUrl, ...market.agents.map((agent) => agent.gatewayUrl)]
  const outputsOf = async ({ last }: Watched) => (await collect(last.job.progress.proofHash, gateways)).outputs
  const watched: Promise<Watched>[] = []
  const post = async (
    label: string,
    plan: Parameters<typeof postDemoJob>[2],
    onStep?: (step: Step) => Promise<void>,
  ) => {
    const id = await postDemoJob(market, requester, plan)
    const watching = watch(market, label, id, log, onStep)
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
  // A failing job tells its old state once more, in the event that the poke brought: it is poked once.
  const pokeWhen =
    (state: string) =>
    async ({ job, event }: Step) => {
      if (job.progress.state === state && event.eventName !== 'AttemptFailed') await pokeJob(market, poker, job)
    }

  log(`\nA picture of ${WIDTH} × ${HEIGHT} in ${TILES} tiles, an option price, and three honest failures`)
  const option = {
    module: sample('option-price'),
    args: ['100', '105', '0.03', '0.2', '1', '400000'],
    outputs: ['price.json'],
    steps: BILLION,
  }
  const noShow = await post(
    'no-show',
    { ...option, provider: wallet('noShow').address, seconds: 5 },
    pokeWhen('Contracted'),
  )
  cheat('no-show', 'noShow', [noShow.id])
  const liar = await post('liar', { ...option, provider: wallet('liar').address }, pokeWhen('Rejected'))
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

  const after = await holdings(market, names)
  table(market, before, after)
  const settled = all.filter(({ last }) => last.job.progress.state === 'Settled')
  const told = await untilTold(market, settled)
  const ended = async ({ watching }: { watching: Promise<Watched> }) => (await watching).last.job.progress
  const [lied, missed, exceeded] = [await liar.watching, await noShow.watching, await ended(endless)]
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
      what: 'nobody’s money was made or lost: the sum is the same before and after',
      holds: totalOf(before) === totalOf(after),
    },
    {
      what: `the requester was told "${THANKS}" once per settled job`,
      holds: settled.every(({ thanks }) => thanks === 1),
    },
    { what: 'the providers were told the same, once per settled job', holds: told },
  ]
  log('')
  for (const { what, holds } of checks) log(`  ${holds ? 'yes' : 'NO '}  ${what}`)
  return checks.every(({ holds }) => holds) ? 0 : 1
}

function table({ deployment }: LocalMarket, before: readonly Holding[], after: readonly Holding[]): void {
  const { symbol, decimals } = deployment.token
  console.log(
    `\n${'who'.padEnd(12)}${`before, ${symbol}`.padStart(18)}${`after, ${symbol}`.padStart(18)}${'difference'.padStart(16)}`,
  )
  for (const [i, { name, wallet, ledger }] of after.entries()) {
    const [was, is] = [(before[i]?.wallet ?? 0n) + (before[i]?.ledger ?? 0n), wallet + ledger]
    console.log(
      `${name.padEnd(12)}${[was, is].map((amount) => formatUnits(amount, decimals).padStart(18)).join('')}${formatUnits(is - was, decimals).padStart(16)}`,
    )
  }
}

/** Whether the provider of every settled job logged the thanks for it exactly once, after some time to do so. */
async function untilTold({ agents }: LocalMarket, settled: readonly Watched[]): Promise<boolean> {
  const times = (id: string): number =>
    agents
      .flatMap(({ child }) => readFileSync(child.logFile, 'utf8').split('\n'))
      .filter((line) => line.includes(THANKS) && line.includes(id)).length
  const until = Date.now() + THANKS_MS
  while (settled.some(({ id }) => times(id) === 0) && Date.now() < until) await pause(200)
  return settled.every(({ id }) => times(id) === 1)
}

if (import.meta.main)
  await withMarket(
    startMarket({ dataDir: runFolder('demo'), log: (line) => console.log(`  ${line}`), web: false }),
    demo,
  )
