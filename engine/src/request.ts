import { BOUNDS } from './bounds.ts'
import { RequestInvalid } from './errors.ts'
import type { RunLimits, RunRequest } from './types.ts'

const DEFAULT_SCRATCH_BYTES = 64 * 2 ** 20
const DEFAULT_FILES = 1024

/** @throws RequestInvalid naming the first field that is out of bounds. */
export function checkRequest(request: RunRequest): Required<RunLimits> {
  const { limits } = request
  if (limits.steps < 1n || limits.steps > 2n ** 62n) throw new RequestInvalid('limits.steps', 'from 1 to 2^62')
  checkBytes('limits.memoryBytes', limits.memoryBytes, 2 ** 32)
  checkBytes('limits.outputBytes', limits.outputBytes, 2 ** 31)
  checkBytes('limits.logBytes', limits.logBytes, 2 ** 31)
  const scratchBytes = limits.scratchBytes ?? DEFAULT_SCRATCH_BYTES
  checkBytes('limits.scratchBytes', scratchBytes, 2 ** 31)
  const files = limits.files ?? DEFAULT_FILES
  if (!Number.isSafeInteger(files) || files < 0 || files > 100_000)
    throw new RequestInvalid('limits.files', 'from 0 to 100000')

  if (request.seed.length !== 32) throw new RequestInvalid('seed', 'exactly 32 bytes')
  const words = [...request.args, ...Object.entries(request.env).map(([name, value]) => `${name}=${value}`)]
  if (words.some((word) => word.includes('\0')))
    throw new RequestInvalid('args and env', 'text without the character 0')
  if (Object.keys(request.env).some((name) => name === '' || name.includes('=')))
    throw new RequestInvalid('env', 'names that are not empty and have no "="')
  if (new TextEncoder().encode(words.join('\0')).length > BOUNDS.argsBytes)
    throw new RequestInvalid('args and env', `at most ${BOUNDS.argsBytes} bytes together`)
  return { ...limits, scratchBytes, files }
}

function checkBytes(field: string, value: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < 0 || value > most)
    throw new RequestInvalid(field, `a whole number of bytes from 0 to ${most}`)
}
