import { resolve } from 'node:path'
import { decodeSpec, cidOfDigest, matchOffers, type Match } from '@millrace/sdk'
import { help, OptionError, readJobOptions } from './job-options.ts'
import { runningMarkets } from './local/pointer.ts'
import { accountOn } from './requester/account.ts'
import { command, type Place } from './requester/commands.ts'
import { collect, fetchLocal } from './requester/content.ts'
import { followJob, type Step } from './requester/follow-job.ts'
import { connect, contractAt, type MarketRef } from './requester/market.ts'
import { readOffers } from './requester/offers.ts'
import { prepare } from './requester/plan.ts'
import { pokeIfDue } from './requester/poke-job.ts'
import { postOrder } from './requester/post-order.ts'
import { sentenceOf } from './requester/refusal.ts'
import { save, whyUnsavable } from './requester/save.ts'
import { howItEnded, money, tell, whereTheMoneyIs, whyCancelled } from './requester/tell.ts'

/** What the exit code says. The help lists them. */
const exitCodes = { saved: 0, lostSight: 1, notPosted: 2, noResult: 4, interrupted: 130 } as const

/** Why nobody fits, constraint by constraint, and what would help. */
export function whyNobodyFits({ eliminated, relaxation }: Match, offers: number): string {
  const reasons = eliminated.map(
    ({ constraint, removed, alone }) =>
      `  ${constraint} removed ${removed} of ${offers}${alone > 0 ? ` (${alone} by itself)` : ''}`,
  )
  const advice =
    relaxation?.sentence ??
    (offers === 0 ? 'There are no offers at all: is a provider running?' : 'No change of the job would help.')
  return ['No provider fits this job; nothing was posted.', ...reasons, `  ${advice}`].join('\n')
}

/** A job that was posted, and where its outputs go. */
type Posted = {
  readonly market: MarketRef
  readonly place: Place
  readonly requester: ReturnType<typeof accountOn>
  readonly id: string
  readonly gateways: readonly string[]
  readonly out: string
}

type Options = NonNullable<ReturnType<typeof readJobOptions>>

async function findMarket({ rpc, deployment, store }: Options['market']): Promise<Place & { readonly store: string }> {
  const [here] = rpc && deployment && store ? [] : await runningMarkets()
  const found = {
    rpcUrl: rpc ?? here?.rpcUrl,
    deploymentFile: deployment ?? here?.deployment,
    store: store ?? here?.uploadUrl,
  }
  const { rpcUrl, deploymentFile } = found
  if (!rpcUrl || !deploymentFile || !found.store)
    throw new OptionError(
      'No market runs on this machine: start one with npm start, or name one with --rpc, --deployment and --store',
    )
  return { rpcUrl, deploymentFile, store: found.store }
}

/** @throws OptionError when wallet and escrow together do not hold the price. */
async function checkFunds(market: MarketRef, requester: Posted['requester'], price: bigint): Promise<void> {
  const { token, escrow } = market.deployment
  const { address } = requester
  const inWallet: bigint = await contractAt('TestDollar', token.address, requester).getFunction('balanceOf')(address)
  const ledger = contractAt('JobEscrow', escrow, requester).getFunction('balanceOf')
  const inEscrow: bigint = await ledger(token.address, address)
  if (inWallet + inEscrow >= price) return
  const [asked, has, more] = [price, inWallet, inEscrow].map((units) => money(units, market.deployment))
  throw new OptionError(
    `--max-price is ${asked}, but the requester ${address} has ${has} in its wallet and ${more} in the escrow`,
  )
}

/** Checks that the job can be paid and served, and posts it. */
async function post(market: MarketRef, place: Place & { readonly store: string }, options: Options): Promise<Posted> {
  const { token, chainId } = market.deployment
  const requester = accountOn(chainId).connect(market.provider)
  const plan = options.plan(token.decimals)
  await checkFunds(market, requester, plan.maxPrice)
  const { wish, need } = await prepare(market, place.store, `0x${requester.address.slice(2)}`, plan)
  const offers = await readOffers(market)
  const match = matchOffers(need, offers, token)
  if (match.fits.length === 0) throw new OptionError(whyNobodyFits(match, offers.length))
  for (const fit of match.fits) console.log(`  ${fit.offer.name} fits. ${fit.sentence}`)
  console.log(
    `You pay for the steps that are used: ${money(plan.maxPrice, market.deployment)} for all ${plan.steps}, whoever of these takes the job. A lower --max-price is a lower rate, for which fewer run it.`,
  )
  const id = await postOrder(market, requester, wish)
  console.log(`job ${id}`)
  const gateways = [place.store, ...offers.map(({ offer }) => offer.gateway)]
  return { market, place, requester, id, gateways, out: options.out }
}

/** Follows a job to its end. Past a deadline that nobody minds, it pokes the job itself. */
async function follow({ market, requester, id }: Posted, signal: AbortSignal): Promise<Step> {
  const pokeOverdue = async (job: Step['job']): Promise<void> => {
    if (await pokeIfDue(market, requester, job))
      console.log(`The time of the state ${job.progress.state} is over and nobody ended it: poked the job`)
  }
  let last: Step | undefined
  for await (const step of followJob(market, id, signal, pokeOverdue)) {
    console.log(tell(step, market.deployment))
    last = step
  }
  if (last === undefined) throw new Error(`The escrow knows no job ${id}`)
  return last
}

async function conclude({ market, place, gateways, out }: Posted, { event, job }: Step): Promise<number> {
  const withdraw = command('withdraw', place)
  if (event.eventName === 'JobCancelled') {
    console.log(whyCancelled(job))
    console.log(whereTheMoneyIs(event.args.refunded, job, market.deployment, withdraw))
    return exitCodes.noResult
  }
  const refunded = event.eventName === 'ContractFulfilled' ? event.args.refunded : 0n
  if (refunded > 0n) console.log(whereTheMoneyIs(refunded, job, market.deployment, withdraw))
  const collected = await collect(job.progress.proofHash, gateways)
  const { result } = collected
  const isSuccess = result.outcome === 'success'
  if (!isSuccess) {
    const spec = decodeSpec(await fetchLocal(cidOfDigest(job.order.specHash, 'dag-cbor'), gateways))
    console.log(howItEnded(result, spec.outputs))
  }
  for (const line of save(collected, out)) console.log(`  saved ${line}`)
  return isSuccess ? exitCodes.saved : exitCodes.noResult
}

/** What to type when this program no longer looks at the job. */
function howToGoOn({ id, place, out }: Posted, isOver: boolean): string {
  if (isOver) return `The job ${id} is over. To save its outputs: ${command('follow', place, id, resolve(out))}`
  return [
    `The job ${id} goes on without this program.`,
    `  to follow it and save its outputs: ${command('follow', place, id, resolve(out))}`,
    `  to take it back while it is open:  ${command('cancel', place, id)}`,
    `  to end it past a deadline:         ${command('poke', place, id)}`,
  ].join('\n')
}

async function main(): Promise<number> {
  const options = readJobOptions(process.argv.slice(2))
  if (options === undefined) {
    console.log(help)
    return exitCodes.saved
  }
  const unsavable = whyUnsavable(options.out)
  if (unsavable !== undefined) throw new OptionError(`--out: ${unsavable}`)
  const place = await findMarket(options.market)
  const market = await connect(place.rpcUrl, place.deploymentFile)
  const abort = new AbortController()
  // More than once: a terminal sends Ctrl-C to npm, too, and npm passes it on.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => abort.abort(new Error('interrupted')))
  let posted: Posted | undefined
  let last: Step | undefined
  try {
    posted = await post(market, place, options)
    last = await follow(posted, abort.signal)
    return await conclude(posted, last)
  } catch (error) {
    if (posted === undefined) throw error
    if (!abort.signal.aborted) console.error(sentenceOf(error))
    console.error(howToGoOn(posted, last !== undefined))
    return abort.signal.aborted ? exitCodes.interrupted : exitCodes.lostSight
  } finally {
    market.provider.destroy()
  }
}

if (import.meta.main) {
  process.exitCode = await main().catch((error: unknown) => {
    console.error(sentenceOf(error))
    return exitCodes.notPosted
  })
}
