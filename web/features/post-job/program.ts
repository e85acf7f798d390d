import { PageError } from '../../lib/page-error.ts'
import type { JobPlan } from '../../lib/templates/job-plan.ts'

/**
 * The bytes of a plan's program: the reader's own file, or the sample beside the page.
 * @throws {PageError} when the sample cannot be fetched.
 */
export async function loadProgram(program: JobPlan['program'], signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  if (program.kind === 'file') return program.bytes
  const response = await fetch(`${process.env['NEXT_PUBLIC_BASE_PATH'] ?? ''}/samples/${program.name}.wasm`, {
    signal,
  })
  if (!response.ok) throw new PageError(`The page could not fetch its program ${program.name}.`, 'Load the page again.')
  return new Uint8Array(await response.arrayBuffer())
}
