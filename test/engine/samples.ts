import { readFileSync } from 'node:fs'
import type { JobFile, RunRequest } from '@millrace/engine'
import { requestFor } from './module-builder.ts'

export type Sample = {
  readonly language: string
  readonly source: string
  readonly args: readonly string[]
  readonly outputs: readonly string[]
  readonly sha256: string
}

const folder = new URL('../../engine/samples/', import.meta.url)
export const samples: Readonly<Record<string, Sample>> = JSON.parse(
  readFileSync(new URL('samples.json', folder), 'utf8'),
)

export function sampleBinary(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`${name}/${name}.wasm`, folder)))
}

export const csv: JobFile = {
  path: 'data.csv',
  bytes: new TextEncoder().encode('city,people,height\n"Basel, CH",173064,260\nOslo,709037,23\nLa Paz,,3640\n'),
}

/** A request for a sample with the arguments of samples.json, and the limits that a buyer would give. */
export function sampleRequest(name: string, over: Parameters<typeof requestFor>[1] = {}): RunRequest {
  return requestFor(sampleBinary(name), {
    args: samples[name]?.args ?? [],
    files: name === 'csv-report' ? [csv] : [],
    ...over,
  })
}

/** A result as text in which every byte counts. */
export function fingerprint(result: unknown): string {
  return JSON.stringify(result, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value)
    return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
  })
}
