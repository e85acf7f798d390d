import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { lockOf, matchOffers, type Match } from '@millrace/sdk'
import { formatUnits, Wallet } from 'ethers'
import { localWallet } from './local/accounts.ts'
import { runningMarkets } from './local/pointer.ts'
import { help, OptionError, readJobOptions } from './job-options.ts'
import { collect, type Collected } from './requester/content.ts'
import { followJob, THANKS, type Step } from './requester/follow-job.ts'
import { connect, contractAt, type MarketRef } from './requester/market.ts'
import { readOffers } from './requester/offers.ts'
import { prepare } from './requester/plan.ts'
import { postOrder } from './requester/post-order.ts'
import { sentenceOf } from './requester/refusal.ts'

/** Why nobody fits, constraint by constraint, and what would help. */
export function whyNobodyFits({ eliminated, relaxation }: Match, offers: number): string {
  const reasons = eliminated.map(
    ({ constraint, removed, alone }) =>
      `  ${constraint} removed ${removed} of ${offers}${alone > 0 ? ` (${alone} by itself)` : ''}`,
  )
  const advice =
    relaxation?.sentence ??
    (offers === 0 ? 'There are no offers at all: is a provider running?' : 'No single change would help.')
  return ['No provider fits this job; nothing was posted.', ...reasons, `  ${advice}`].join('\n')
}

/** Saves outputs, stdout and stderr below a folder. Returns the paths. */
function save({ outputs, stdout, stderr }: Collected, folder: string): readonly string[] {
  const files = [...outputs, { path: 'stdout.txt', bytes: stdout }, { path: 'stderr.txt', bytes: stderr }]
  return files.map(({ path, bytes }) => {
    const target = join(folder, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, bytes)
    return `${target}  (${bytes.length} bytes)`
  })
}

function tell({ event, job, at }: Step, { token }: MarketRef['deployment']): string {
  const when = new Date(at * 1000).toISOString().slice(11, 19)
  const money = (amount: bigint) => `${formatUnits(amount, token.decimals)} ${token.symbol}`
  switch (event.eventName) {
    case 'JobPosted':
      return `${when}  posted, with ${money(lockOf(job.order))} locked`
    case 'JobContracted':
    case 'MatchClosed':
      return `${when}  accepted by ${job.progress.provider} at ${money(job.progress.price)}; it is running`
    case 'ProofSubmitted':
      return `${when}  proof submitted: ${job.progress.outcome}, ${job.progress.units} steps; the committee is checking`
    case 'VerdictDelivered':
    case 'ProofJudged':
      return `${when}  verdict: ${job.progress.verdict}`
    case 'ContractFulfilled':
      return `${when}  paid ${money(event.args.paid)} to the provider, ${money(event.args.refunded)} came back to you\n${THANKS}.`
    case 'JobCancelled':
      return `${when}  cancelled: ${money(event.args.refunded)} came back to you`
    default:
      return `${when}  ${event.eventName}`
  }
}

async function main(): Promise<number> {
  const options = readJobOptions(process.argv.slice(2))
  if (options === undefined) {
    console.log(help)
    return 0
  }
  const [here] = runningMarkets()
  const rpc = options.market.rpc ?? here?.rpcUrl
  const file = options.market.deployment ?? here?.deployment
  const store = options.market.store ?? here?.uploadUrl
  if (!rpc || !file || !store)
    throw new OptionError(
      'No market runs on this machine: start one with npm start, or name one with --rpc, --deployment and --store',
    )
  const market = await connect(rpc, file)
  try {
    const { token, chainId } = market.deployment
    const key = process.env['MILLRACE_KEY']
    const requester = (key === undefined ? localWallet('requester', chainId) : new Wallet(key)).connect(market.provider)
    const plan = options.plan(token.decimals)
    const funds: bigint = await contractAt('TestDollar', token.address, requester).getFunction('balanceOf')(
      requester.address,
    )
    if (funds < plan.maxPrice) {
      throw new OptionError(
        `--max-price is ${formatUnits(plan.maxPrice, token.decimals)} ${token.symbol}, but the requester ${requester.address} has ${formatUnits(funds, token.decimals)}`,
      )
    }
    const { order, need } = await prepare(market, store, `0x${requester.address.slice(2)}`, plan)
    const offers = await readOffers(market)
    const match = matchOffers(need, offers, token)
    if (match.fits.length === 0) throw new OptionError(whyNobodyFits(match, offers.length))
    for (const fit of match.fits) console.log(`  ${fit.offer.name} fits. ${fit.sentence}`)
    const id = await postOrder(market, requester, order)
    console.log(`job ${id}`)
    const gateways = [store, ...offers.map(({ offer }) => offer.gateway)]
    return await follow(market, id, gateways, options.out)
  } finally {
    market.provider.destroy()
  }
}

async function follow(market: MarketRef, id: string, gateways: readonly string[], out: string): Promise<number> {
  let last: Step | undefined
  for await (const step of followJob(market, id)) {
    console.log(tell(step, market.deployment))
    last = step
  }
  if (last?.job.progress.state !== 'Settled') return 3
  const collected = await collect(last.job.progress.proofHash, gateways)
  const { exit, outcome } = collected.result
  if (outcome !== 'success') console.log(`The program did not end well: ${JSON.stringify(exit)}`)
  console.log(
    save(collected, resolve(out))
      .map((path) => `  saved ${path}`)
      .join('\n'),
  )
  return outcome === 'success' ? 0 : 4
}

if (import.meta.main) {
  process.exitCode = await main().catch((error: unknown) => {
    console.error(sentenceOf(error))
    return 2
  })
}
