import { BenchLost, type Bench } from './bench.ts'
import { apply, placeOf, type Mutant } from './enumerate.ts'
import { Order, type TestFile } from './order.ts'
import type { Progress, Result } from './progress.ts'
import type { Sources } from './sources.ts'

/** A test file that takes longer runs last, if it is not among those that are most likely to kill. */
const LONG_MS = 15_000
const FAVOURITES = 2
/** After so many files that were likely to kill, it is made sure that there is something to be killed. */
const LIKELY = 6

type Finding = Pick<Result, 'status' | 'hash' | 'by' | 'test'>

export type Campaign = {
  readonly sources: Sources
  readonly files: readonly TestFile[]
  readonly progress: Progress
  /** Fingerprints of contracts and tests. */
  readonly contracts: string
  readonly tests: string
  readonly tell: (mutant: Mutant, result: Result) => void
}

/** Whether a result is still one. A kill stays one when tests are added; a survivor has to face the new ones. */
export function holds(result: Result, { contracts, tests }: Pick<Campaign, 'contracts' | 'tests'>): boolean {
  return result.contracts === contracts && (result.status !== 'survived' || result.tests === tests)
}

/** Runs the mutants on the benches, until none is left or `stopped` says so. */
export async function runAll(
  mutants: readonly Mutant[],
  benches: readonly Bench[],
  campaign: Campaign,
  stopped: () => boolean,
): Promise<void> {
  const order = new Order(campaign.files)
  const byHash = new Map<string, Finding>()
  for (const result of campaign.progress.all()) {
    if (result.by !== '') order.learn(placeOf(result.id), result.by)
    if (result.hash !== '' && holds(result, campaign)) byHash.set(result.hash, result)
  }
  const left = [...mutants].toReversed()
  await Promise.all(
    benches.map(async (bench) => {
      for (let mutant = left.pop(); mutant !== undefined && !stopped(); mutant = left.pop()) {
        const began = performance.now()
        const finding = await examine(mutant, bench, campaign, order, byHash).catch((error: unknown) => {
          if (stopped()) return undefined
          throw error
        })
        // What a bench says that was ended in the middle means nothing.
        if (finding === undefined || stopped()) return
        if (finding.hash !== '') byHash.set(finding.hash, finding)
        if (finding.by !== '') order.learn(mutant, finding.by)
        const { contracts, tests } = campaign
        const seconds = Math.round((performance.now() - began) / 100) / 10
        const result: Result = { id: mutant.id, ...finding, seconds, contracts, tests }
        campaign.progress.add(result)
        campaign.tell(mutant, result)
      }
    }),
  )
}

async function examine(
  mutant: Mutant,
  bench: Bench,
  campaign: Campaign,
  order: Order,
  byHash: ReadonlyMap<string, Finding>,
): Promise<Finding> {
  const none = { hash: '', by: '', test: '' }
  const changed = { [mutant.file]: apply(mutant, campaign.sources[mutant.file] ?? '') }
  const { errors, contracts, hash } = await bench.build(changed)
  if (errors.length > 0) return { ...none, status: 'refused' }
  if (hash === '') return { ...none, status: 'equivalent' }
  const known = byHash.get(hash)
  if (known !== undefined) return { status: known.status, hash, by: known.by, test: known.test }

  // A test that does not ask for a contract that changed cannot tell.
  const files = order.for(mutant).filter((file) => file.contracts.some((name) => contracts.includes(name)))
  const likely = files.filter((file, place) => place < FAVOURITES || !isLong(file)).slice(0, LIKELY)
  const soon = await firstFailure(bench, likely)
  if (soon !== undefined) return { ...soon, hash }
  if (await bench.isSame(changed)) return { ...none, hash, status: 'equivalent' }
  const others = files
    .filter((file) => !likely.includes(file))
    .toSorted((a, b) => Number(isLong(a)) - Number(isLong(b)))
  const late = await firstFailure(bench, others)
  return late === undefined ? { ...none, hash, status: 'survived' } : { ...late, hash }
}

function isLong({ ms }: TestFile): boolean {
  return ms > LONG_MS
}

async function firstFailure(bench: Bench, files: readonly TestFile[]): Promise<Omit<Finding, 'hash'> | undefined> {
  for (const file of files) {
    try {
      const { failure } = await bench.test(file.file)
      if (failure === undefined) continue
      return { status: failure.isTimeout ? 'timeout' : 'killed', by: file.file, test: failure.title }
    } catch (error) {
      if (!(error instanceof BenchLost)) throw error
      return { status: 'timeout', by: file.file, test: error.message }
    }
  }
  return undefined
}
