import { cidOf, parseResult } from '@millrace/sdk'
import { expect } from 'chai'
import fc from 'fast-check'
import { Field } from '../../sdk/src/parse/fields.ts'
import { readPath } from '../../sdk/src/parse/paths.ts'
import { DIRECTORIES, Guest, SUCCESS } from './guest.ts'
import { buildModule, requestFor } from './module-builder.ts'

const CREATE = 1
const module = buildModule({ functions: [] })
/** Pieces of names near every edge of the rule: composed and not, controls, separators of other systems, many bytes. */
const PIECES = ['a', 'B', ' ', '.', '..', ':', '\\', 'é', 'e\u0301', '\u0301', '\u0338', '\u212b', '\u1100\u1161', '가', '\ufeff',
  '\u2028', '\u0085', '\u007f', '\t', '😀', 'n'.repeat(100), '水'.repeat(60)] // prettier-ignore

const name = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join(''))
  .filter((text) => text !== '.' && text !== '..')

function sdkTakes(path: string): boolean {
  try {
    return readPath(new Field('result', path, 'path')) === path
  } catch {
    return false
  }
}

/** Makes the file and the directories above it; true when all of it is there. */
function engineMakes(job: Guest, names: readonly string[]): boolean {
  for (let depth = 1; depth < names.length; depth += 1)
    job.call('path_create_directory', DIRECTORIES.out, ...job.put(16_384, names.slice(0, depth).join('/')))
  return make(job, DIRECTORIES.out, names.join('/')) > 0
}

function make(job: Guest, directory: number, path: string): number {
  const [address, length] = job.put(16_384, path)
  const error = job.call('path_open', directory, 0, address, length, CREATE, 66n, 0n, 0, 512)
  return error === SUCCESS ? job.u32(512) : -error
}

/** The result that holds these paths, as the sdk reads it. */
async function readBack(paths: readonly string[]): Promise<readonly string[]> {
  const [spec, raw] = await Promise.all([cidOf(new Uint8Array(1), 'dag-cbor'), cidOf(new Uint8Array(1), 'raw')])
  const outputs = paths.map((path) => ({ path, size: 0, cid: raw }))
  const result = { v: 1, spec, engine: 'millrace-wasm/1', outcome: 'success', exit: { kind: 'exit', code: 0 }, steps: 1n, stdout: raw, outputs }
  return parseResult(result).outputs.map(({ path }) => path)
} // prettier-ignore

describe('output paths', () => {
  it('can be made exactly when a result can hold them', () => {
    const seen = { taken: 0, refused: 0 }
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (names) => {
        const taken = sdkTakes(names.join('/'))
        expect(engineMakes(new Guest(requestFor(module)), names)).to.equal(taken)
        seen[taken ? 'taken' : 'refused'] += 1
      }),
      { numRuns: 2000, seed: 1 },
    )
    expect(seen.taken).to.be.greaterThan(50)
    expect(seen.refused).to.be.greaterThan(50)
  })

  it('are held by a result whatever a job did to its files', async () => {
    const short = fc.constantFrom('a', 'b', 'c', 'é', 'e\u0301', '\\', 'n'.repeat(250), '水'.repeat(80))
    const path = fc.array(short, { minLength: 1, maxLength: 6 }).map((names) => names.join('/'))
    const act = fc.record({ what: fc.constantFrom('directory', 'file', 'move', 'remove'), path, other: path })
    let made = 0
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
        const job = new Guest(requestFor(module))
        for (const { what, path: from, other } of acts) {
          const at = job.put(16_384, from)
          if (what === 'directory') job.call('path_create_directory', DIRECTORIES.out, ...at)
          else if (what === 'remove') job.call('path_remove_directory', DIRECTORIES.out, ...at)
          else if (what === 'file') engineMakes(job, from.split('/'))
          else job.call('path_rename', DIRECTORIES.out, ...at, DIRECTORIES.out, ...job.put(32_768, other))
        }
        const paths = job.outputs().map((file) => file.path)
        made += paths.length
        expect(await readBack(paths)).to.deep.equal(paths)
      }),
      { numRuns: 300, seed: 2 },
    )
    expect(made).to.be.greaterThan(100)
  })

  it('end at 1,024 bytes also where each call names one part only, and where a directory moves', () => {
    const job = new Guest(requestFor(module))
    const part = 'd'.repeat(200)
    let directory: number = DIRECTORIES.out
    for (let depth = 0; depth < 5; depth += 1) {
      expect(job.call('path_create_directory', directory, ...job.put(0, part))).to.equal(SUCCESS)
      directory = job.open(directory, part, 2)
    }
    // Five parts of 200 bytes and a slash behind each: 19 are left.
    expect(make(job, directory, 'f'.repeat(20))).to.equal(-37)
    expect(make(job, directory, 'f'.repeat(19))).to.be.greaterThan(0)
    const rename = (from: string, to: string): number =>
      job.call('path_rename', DIRECTORIES.out, ...job.put(0, from), DIRECTORIES.out, ...job.put(4096, to))
    expect(rename(part, `${part}d`)).to.equal(37)
    expect(rename(part, 'e'.repeat(200))).to.equal(SUCCESS)
    expect(job.outputs().map((file) => new TextEncoder().encode(file.path).length)).to.deep.equal([1024])
  })
})
