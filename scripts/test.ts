import { spawn } from 'node:child_process'
import { join, delimiter } from 'node:path'
import { ROOT } from './local/children.ts'
import { ensureChromium } from './testing/chromium.ts'
import { countOf, type Count } from './testing/count.ts'
import { parts, type Part } from './testing/parts.ts'

/** The longest that one part may take. */
const PART_MS = 10 * 60_000
const KEPT_CHARACTERS = 4_000_000

async function runPart({ kind, command, needs }: Part): Promise<Count> {
  const missing = needs === 'chromium' ? ensureChromium() : undefined
  if (missing !== undefined) {
    console.log(missing)
    return { passed: 0, failed: 1 }
  }
  const [program = '', ...args] = command
  const bin = join(ROOT, 'node_modules/.bin')
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      HARDHAT_DISABLE_TELEMETRY: 'true',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  })
  const late = setTimeout(() => child.kill('SIGTERM'), PART_MS)
  let output = ''
  const keep = (bytes: Buffer): void => {
    process.stdout.write(bytes)
    output = (output + bytes.toString()).slice(-KEPT_CHARACTERS)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  clearTimeout(late)
  if (kind === 'mocha') return countOf(output, exitCode)
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; the parts are ${parts.map((part) => part.name).join(', ')}`)
  process.exit(2)
}

const chosen = wanted.length === 0 ? parts : parts.filter((part) => wanted.includes(part.name))
const rows: string[] = []
let [passed, failed] = [0, 0]
for (const [index, part] of chosen.entries()) {
  console.log(`\n── ${part.name} (${index + 1} of ${chosen.length})`)
  const begunMs = Date.now()
  const count = await runPart(part)
  passed += count.passed
  failed += count.failed
  const seconds = ((Date.now() - begunMs) / 1000).toFixed(1)
  rows.push(
    `${part.name.padEnd(16)} ${String(count.passed).padStart(5)} passed ${String(count.failed).padStart(4)} failed ${seconds.padStart(7)} s`,
  )
  console.log(rows.at(-1))
}
console.log(`\n${rows.join('\n')}\n`)
process.exitCode = failed === 0 ? 0 : 1
console.log(`${passed} passed, ${failed} failed`)
