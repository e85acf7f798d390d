// From the cold command to the first paid job, and per job after that, by stage. Prints a table, then JSON. Times in ms.
import { localWallet, LOCAL_CHAIN_ID } from '../local/accounts.ts'
import { startMarket } from '../local/market.ts'
import { withMarket } from '../local/until-signal.ts'
import { postDemoJob, sample } from '../demo/jobs.ts'
import { watch } from '../demo/watch.ts'
import { runFolder } from '../start.ts'

const JOBS = 5
const cold = performance.timeOrigin
const since = (start: number): number => Math.round(Date.now() - start)
const rows: Record<string, number>[] = []

const starting = startMarket({ dataDir: runFolder('bench'), log: console.log, web: false })
await withMarket(starting, async (market) => {
  const marketReadyMs = since(cold)
  const requester = localWallet('requester', LOCAL_CHAIN_ID).connect(market.provider)
  let firstPaidMs = 0
  for (let i = 0; i < JOBS; i += 1) {
    const begun = Date.now()
    const stages: Record<string, number> = {}
    const args = ['100', '105', '0.03', '0.2', '1', '10000']
    const id = await postDemoJob(market, requester, {
      module: sample('option-price'),
      args,
      outputs: ['price.json'],
      steps: 200_000_000n,
    })
    await watch(market, `job ${i + 1}`, id, console.log, {
      onStep: async ({ event }) => {
        stages[event.eventName] = since(begun)
      },
    })
    if (i === 0) firstPaidMs = since(cold)
    rows.push(stages)
  }
  console.table(rows)
  console.log(JSON.stringify({ marketReadyMs, firstPaidMs, jobs: rows }))
  return 0
})
