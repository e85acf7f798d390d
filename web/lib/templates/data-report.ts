import { SAMPLE_MEMORY_BYTES, type InputFile, type Planned } from './job-plan.ts'

/** A file that the reader picked. */
export type PickedFile = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** What the form of the report template holds. */
export type ReportDraft = { readonly file: PickedFile | undefined }

export const firstReportDraft: ReportDraft = { file: undefined }

/** The largest table that the page takes, in bytes. */
export const MAX_TABLE_BYTES = 8 * 1024 * 1024

/** What one byte of the table takes at most, in steps, measured, with room to spare. A test runs the program and compares. */
export const STEPS_PER_BYTE = 1_500n
const FIXED_STEPS = 5_000_000n

/** A table to begin with, for whoever has none at hand. */
export const exampleTable: PickedFile = {
  name: 'mill-wheels.csv',
  bytes: new TextEncoder().encode(
    [
      'wheel,diameter_m,flow_l_s,power_kw',
      'Laxey,22.1,170,150',
      'Hama,20,95,11',
      'Foster,9.2,310,55',
      'Claverton,5.2,2200,19',
      'Lixey,3.4,120,3.2',
      '',
    ].join('\n'),
  ),
}

/** Counts, least, greatest and mean of every column of a table. */
export function planDataReport({ file }: ReportDraft): Planned {
  if (!file) return { error: 'Choose a CSV file, or take the example.' }
  if (file.bytes.length === 0) return { error: `${file.name} is empty.` }
  if (file.bytes.length > MAX_TABLE_BYTES)
    return { error: `${file.name} is larger than 8 MiB. Post it with npm run job instead.` }
  if (!looksLikeTable(file.bytes)) return { error: `${file.name} does not look like CSV: its first line has no comma.` }
  const input: InputFile = { path: 'data.csv', bytes: file.bytes }
  return {
    plan: {
      program: { kind: 'sample', name: 'csv-report' },
      args: [],
      inputs: [input],
      outputs: [],
      steps: FIXED_STEPS + BigInt(file.bytes.length) * STEPS_PER_BYTE,
      memoryBytes: SAMPLE_MEMORY_BYTES,
      outputBytes: 1024n * 1024n,
    },
  }
}

/** How much of the file is looked at. */
const HEAD_BYTES = 4096

function looksLikeTable(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES))
  return !head.includes('\0') && (head.split('\n', 1)[0]?.includes(',') ?? false)
}
