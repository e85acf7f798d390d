import { existsSync, readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { validate } from '@millrace/engine'
import { secondsForSteps } from '@millrace/sdk'
import { parseUnits } from 'ethers'
import type { Plan } from './requester/plan.ts'

/** What is said when the command is asked for help. */
export const help = `Posts a WebAssembly program as a job, follows it, and saves what it wrote.

  npm run job -- --module my.wasm --max-price 5 [options]

  --module FILE        the program: WebAssembly for WASI preview 1, with _start
  --max-price N        the price of all the steps, in the market's token; fewer cost in proportion
  --input NAME=FILE    a file that the job finds as /in/NAME; may be repeated
  --arg TEXT           an argument of the program; may be repeated
  --output NAME        a file below /out that must be written; may be repeated; without it all of /out is kept
  --memory MIB         memory, 64 by default          --steps N     step limit, 2000000000 by default
  --disk MIB           space for outputs, 16          --seconds N   time limit of the run; follows from --steps
  --cpu N  --gpu N     cores (1) and GPUs (0)         --open N      seconds to wait for a provider, 60
                       (outputs: at most 1,024 files, 64 MiB together, whatever the space; logs: 1 MiB)
  --out FOLDER         where outputs are saved, ./millrace-out by default; stdout and stderr go to FOLDER-logs
  --rpc URL --deployment FILE --store URL             a market other than the one that npm start runs here
The key is read from MILLRACE_KEY; on the local market the funded requester's is used without it.

When a deadline passes and nobody ends the job, this program pokes it and goes on to the refund.
Exit codes: 0 the outputs are saved, 1 the job was lost sight of (it says how to go on), 2 nothing was posted,
4 the job ended without a result (it says why and where the money is), 130 Ctrl-C.`

const text = { type: 'string' } as const
const list = { type: 'string', multiple: true, default: [] } as { type: 'string'; multiple: true; default: string[] }
const MIB = 2n ** 20n

/** An option is wrong. The message names it and what was expected. */
export class OptionError extends Error {
  override readonly name = 'OptionError'
}

/** The options of `npm run job`, checked as far as they can be without a market. @throws OptionError, ModuleRejected. */
export function readJobOptions(args: readonly string[]) {
  const { values } = parse(args)
  if (values.help === true) return undefined
  const number = (
    name: 'memory' | 'disk' | 'cpu' | 'gpu' | 'steps' | 'seconds' | 'open',
    otherwise: number,
    least: number,
  ): number => {
    const value = Number(values[name] ?? otherwise)
    if (!Number.isSafeInteger(value) || value < least)
      throw new OptionError(`--${name} must be a whole number of at least ${least}, but is ${values[name]}`)
    return value
  }
  const module = readInput('--module', values.module ?? fail('--module FILE is missing: which program is the job?'))
  validate(module)
  const price = values['max-price'] ?? fail('--max-price N is missing: what may the job cost at most?')
  if (!/^\d{1,12}(\.\d{1,18})?$/.test(price) || Number(price) === 0)
    fail(`--max-price must be a number more than 0, but is ${price}`)
  const steps = BigInt(number('steps', 2_000_000_000, 1))
  const plan = (decimals: number): Plan => ({
    module,
    args: values.arg,
    inputs,
    outputs: values.output,
    memoryBytes: BigInt(number('memory', 64, 1)) * MIB,
    diskBytes: BigInt(number('disk', 16, 1)) * MIB,
    cpu: number('cpu', 1, 1),
    gpu: number('gpu', 0, 0),
    steps,
    seconds: number('seconds', secondsForSteps(steps), 1),
    openSeconds: number('open', 60, 1),
    maxPrice: inUnits(price, decimals),
  })
  const inputs = values.input.map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1) throw new OptionError(`--input must be NAME=FILE, but is ${pair}`)
    return { path: pair.slice(0, at), bytes: readInput('--input', pair.slice(at + 1)) }
  })
  plan(18)
  const { rpc, deployment, store, out = 'millrace-out' } = values
  return { plan, out, market: { rpc, deployment, store } }
}

function parse(args: readonly string[]) {
  const options = {
    module: text,
    'max-price': text,
    memory: text,
    disk: text,
    cpu: text,
    gpu: text,
    steps: text,
    seconds: text,
    open: text,
    out: text,
    rpc: text,
    deployment: text,
    store: text,
    input: list,
    arg: list,
    output: list,
    help: { type: 'boolean', short: 'h' } as const,
  }
  try {
    return parseArgs({ args: [...args], options, strict: true })
  } catch (error) {
    throw new OptionError(
      `${error instanceof Error ? error.message : String(error)} (npm run job -- --help lists the options)`,
    )
  }
}

function readInput(option: string, path: string): Uint8Array<ArrayBuffer> {
  if (!existsSync(path)) throw new OptionError(`${option}: there is no file ${path}`)
  if (!statSync(path).isFile()) throw new OptionError(`${option}: ${path} is not a file`)
  return new Uint8Array(readFileSync(path))
}

function inUnits(price: string, decimals: number): bigint {
  try {
    return parseUnits(price, decimals)
  } catch {
    return fail(`--max-price has more than the ${decimals} decimals of the token: ${price}`)
  }
}

function fail(message: string): never {
  throw new OptionError(message)
}
