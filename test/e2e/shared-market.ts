import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LOCAL_CHAIN_ID } from '@millrace/sdk'
import { after, before } from 'mocha'
import { localWallet, type Role } from '../../scripts/local/accounts.ts'
import { ROOT } from '../../scripts/local/children.ts'
import { startMarket, type LocalMarket } from '../../scripts/local/market.ts'

const START_MS = 120_000
let users = 0
let starting: Promise<LocalMarket> | undefined

/** One market with one honest provider for all the suites that ask for it, from the first that runs to the end of the last. */
export function useMarket(): () => LocalMarket {
  users += 1
  let market: LocalMarket | undefined
  before(async function () {
    this.timeout(START_MS)
    starting ??= startMarket({
      dataDir: mkdtempSync(join(tmpdir(), 'millrace-e2e-')),
      log: () => {},
      web: false,
      agents: 1,
    })
    market = await starting
  })
  after(async () => {
    users -= 1
    if (users === 0) await market?.stop()
  })
  return () => {
    if (market === undefined) throw new Error('The market is there once the tests run')
    return market
  }
}

/** An account of the local market, on its chain. */
export const walletOf = (market: LocalMarket, role: Role) => localWallet(role, LOCAL_CHAIN_ID).connect(market.provider)

/** How a script ended. */
export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Runs a script to its end, as a person does. */
export function script(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...args],
      { cwd: ROOT, env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        resolve({ code, stdout, stderr })
      },
    )
  })
}

/** A script that runs. */
export type Running = { readonly child: ChildProcess; readonly ended: Promise<number | null>; text(): string }

/** Starts a command whose words are read while it runs. */
export function running(command: readonly string[]): Running {
  const [program = '', ...args] = command
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, ended, text: () => output }
}

/** The first match of a pattern in a text that grows. */
export async function matchIn(text: () => string, pattern: RegExp, timeoutMs = 60_000): Promise<string> {
  const until = Date.now() + timeoutMs
  for (;;) {
    const found = pattern.exec(text())
    if (found !== null) return found[1] ?? found[0]
    if (Date.now() > until) throw new Error(`${String(pattern)} did not come in:\n${text()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
