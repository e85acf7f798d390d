import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonOf, ROOT } from './children.ts'

const FOLDER = join(ROOT, '.millrace/running')
const ANSWER_MS = 3_000

/** How to reach a market that runs on this machine. */
export type Pointer = {
  readonly pid: number
  /** When it was started, in Unix milliseconds. */
  readonly startedAtMs: number
  readonly rpcUrl: string
  /** Path of the deployment's JSON. */
  readonly deployment: string
  readonly uploadUrl: string
  readonly pageUrl?: string
}

/** Leaves word of a running market; the function that is returned takes it back. */
export function leavePointer(pointer: Pointer, folder = FOLDER): () => void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${pointer.pid}.json`)
  writeFileSync(path, `${JSON.stringify(pointer, null, 2)}\n`)
  return () => rmSync(path, { force: true })
}

/** The markets that `npm start` runs on this machine, the latest first. Word of one whose chain is gone is removed. */
export async function runningMarkets(folder = FOLDER): Promise<readonly Pointer[]> {
  mkdirSync(folder, { recursive: true })
  const found = await Promise.all(
    readdirSync(folder).map(async (name) => {
      const path = join(folder, name)
      const pointer = readPointer(path)
      // A process may have the number of one that was killed: only the chain itself knows.
      const state = pointer === undefined ? 'gone' : await stateOf(pointer.rpcUrl)
      if (state === 'gone') rmSync(path, { force: true })
      return state === 'answers' ? pointer : undefined
    }),
  )
  return found.filter((pointer) => pointer !== undefined).toSorted((a, b) => b.startedAtMs - a.startedAtMs)
}

function readPointer(path: string): Pointer | undefined {
  const { pid, startedAtMs, rpcUrl, deployment, uploadUrl, pageUrl } = jsonOf(readFileSync(path, 'utf8')) ?? {}
  const isWhole =
    typeof pid === 'number' &&
    typeof startedAtMs === 'number' &&
    typeof rpcUrl === 'string' &&
    typeof deployment === 'string' &&
    typeof uploadUrl === 'string'
  if (!isWhole) return undefined
  return { pid, startedAtMs, rpcUrl, deployment, uploadUrl, ...(typeof pageUrl === 'string' && { pageUrl }) }
}

/** `busy` when something listens there and does not answer in time: it is not used now, and not forgotten. */
async function stateOf(rpcUrl: string): Promise<'answers' | 'busy' | 'gone'> {
  try {
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const answer = jsonOf(await response.text())
    return typeof answer?.['result'] === 'string' ? 'answers' : 'gone'
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'busy' : 'gone'
  }
}
