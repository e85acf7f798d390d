import { execFileSync, spawn } from 'node:child_process'
import { text as textOf } from 'node:stream/consumers'
import { join } from 'node:path'
import { flatten, type Read } from './flatten.ts'
import type { Proof } from './proofs.ts'

/** `violated` comes with a counterexample; `unproved` is neither: the solver gave up. */
export type Status = 'proved' | 'unproved' | 'violated'

/** By what is to hold, as it stands in the source. */
export type Findings = Readonly<Record<string, Status>>

type Message = {
  readonly severity: string
  readonly message: string
  readonly formattedMessage: string
  readonly sourceLocation?: { readonly start: number; readonly end: number }
}

/** No proof takes longer. The compiler's own limit cannot be used: it starts a thread, which its WebAssembly cannot. */
const LIMIT_MS = 300_000
const QUERY_SECONDS = 10
const END = 'the end is reached'

/** @returns z3, if it is installed; the compiler's own solver otherwise. */
export function findSolver(): string {
  try {
    execFileSync('z3', ['--version'], { stdio: 'ignore' })
    return 'z3'
  } catch {
    return ''
  }
}

/** Runs the checker on one proof. */
export async function check(read: Read, proof: Proof, solver: string): Promise<Findings> {
  const source = flatten(read, proof.family, proof.text)
  const args = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'solve.ts'), proof.name, solver]
  // A group of its own, so that at the limit the solver ends with it.
  const child = spawn(process.execPath, [...args, String(QUERY_SECONDS)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const limit = setTimeout(() => end(child.pid), LIMIT_MS)
  const stop = () => end(child.pid)
  process.once('exit', stop)
  child.stdin.end(source)
  const [printed, code] = await Promise.all([
    textOf(child.stdout),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ])
  clearTimeout(limit)
  process.off('exit', stop)
  if (code !== 0) return { [`${proof.name} in ${LIMIT_MS / 1000} seconds`]: 'unproved' }
  const output: { readonly errors?: readonly Message[] } = JSON.parse(printed)
  return summarize(source, proof.name, output.errors ?? [])
}

function end(group: number | undefined): void {
  if (group === undefined) return
  try {
    process.kill(-group, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function summarize(source: string, name: string, messages: readonly Message[]): Findings {
  const wrong = messages.find(({ severity, message }) => severity === 'error' || message.includes('not yet implement'))
  if (wrong !== undefined) throw new Error(`${name}: ${wrong.formattedMessage}`)
  const found: Record<string, Status> = {}
  for (const { message, sourceLocation: at } of messages) {
    const status = statusOf(message)
    if (status === undefined || at === undefined) continue
    const where = ownerOf(source, at.start)
    const isAssertion = message.includes('Assertion')
    // The sums of the statement itself: they are of amounts that it bounds first. Those of Products.sol have a proof of their own.
    if (!isAssertion && (where === name || where === 'Products' || where === 'Given')) continue
    const text = source.slice(at.start, at.end).replaceAll(/\s+/g, ' ')
    const kind = isAssertion ? '' : `${/(\w+(?: by zero)?)(?= \(| check| happens| might)/.exec(message)?.[1]}: `
    const what = text === 'assert(false)' ? END : where === name ? text : `${where}: ${kind}${text}`
    found[what] = worst(found[what], status)
  }
  // Nothing is known of what comes before an end that the solver did not come to; of one that cannot be reached, everything holds.
  const isOpen = found[END] !== 'violated' && found[END] !== 'proved'
  return isOpen && !Object.values(found).includes('violated') ? { [`${name} to its end`]: 'unproved' } : found
}

function statusOf(message: string): Status | undefined {
  if (message.startsWith('CHC: ') && message.endsWith('check is safe!')) return 'proved'
  if (message.includes('might happen here')) return 'unproved'
  return message.includes('happens here') ? 'violated' : undefined
}

/** One place in the source may be reached from many: it is proved if it is from each. */
function worst(one: Status | undefined, other: Status): Status {
  const order: readonly Status[] = ['proved', 'unproved', 'violated']
  return one === undefined || order.indexOf(other) > order.indexOf(one) ? other : one
}

/** @returns The contract or library around a place. */
function ownerOf(source: string, place: number): string {
  return [...source.slice(0, place).matchAll(/^(?:abstract )?(?:contract|library) (\w+)/gm)].at(-1)?.[1] ?? ''
}

/** @returns Whether nothing reaches the end of the proof: then what it states holds of nothing. */
export function isVacuous(findings: Findings): boolean {
  return findings[END] === 'proved'
}

/** @returns Everything that was to be proved. */
export function stated(findings: Findings): readonly (readonly [string, Status])[] {
  return Object.entries(findings).filter(([what]) => what !== END)
}
