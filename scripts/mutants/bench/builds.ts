import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compile, type Code, type Codes, type Compiled } from '../compiler.ts'
import { dependentsOf, readSources, type Sources } from '../sources.ts'
import type { Built } from './messages.ts'

/** The contracts of one tree, as they are and as they are with a change, where its tests find them. */
export class Builds {
  readonly #root: string
  readonly #sources: Sources
  readonly #original: Codes
  #whole: Codes | undefined
  /** What stands in the tree's artifacts and differs from the original. */
  #placed = new Set<string>()

  constructor(root: string, packages: string) {
    this.#root = root
    this.#sources = readSources(root, packages)
    const { errors, codes } = compileQuickly(this.#sources, this.#own())
    const [error] = errors
    if (error !== undefined) throw new Error(`The contracts do not compile: ${error}`)
    this.#original = codes
    for (const [file, contracts] of Object.entries(codes)) {
      for (const [name, code] of Object.entries(contracts)) this.#place(file, name, code)
    }
  }

  /** Compiles all that depends on the changed files. The next tests run on it. */
  build(changed: Readonly<Record<string, string>>): Built {
    const { errors, codes } = compileQuickly(...this.#with(changed))
    const differing = difference(codes, this.#original)
    if (errors.length === 0) this.#swap(differing)
    const rows = Object.entries(differing).map(([key, { bytecode, deployedBytecode }]) => [
      key,
      bytecode,
      deployedBytecode,
    ])
    const hash = rows.length === 0 ? '' : createHash('sha256').update(JSON.stringify(rows)).digest('hex')
    const contracts = Object.keys(differing).map((key) => key.slice(key.indexOf(':') + 1))
    return { kind: 'built', errors, contracts, hash }
  }

  /** Whether what would be deployed stays the same to the byte. */
  isSame(changed: Readonly<Record<string, string>>): boolean {
    this.#whole ??= compile(this.#sources, this.#own(), 'whole').codes
    const { errors, codes } = compile(...this.#with(changed), 'whole')
    return errors.length === 0 && Object.keys(difference(codes, this.#whole)).length === 0
  }

  #own(): readonly string[] {
    return Object.keys(this.#sources).filter((file) => file.startsWith('contracts/'))
  }

  /** The sources with the change in them, and the files whose contracts it may matter to. */
  #with(changed: Readonly<Record<string, string>>): [Sources, readonly string[]] {
    const dependents = new Set(Object.keys(changed).flatMap((file) => [...dependentsOf(file, this.#sources)]))
    return [{ ...this.#sources, ...changed }, [...dependents].filter((file) => isDeployed(file))]
  }

  #swap(differing: Readonly<Record<string, Code>>): void {
    for (const key of this.#placed) {
      const [file = '', name = ''] = key.split(':')
      const code = this.#original[file]?.[name]
      if (code !== undefined && !(key in differing)) this.#place(file, name, code)
    }
    for (const [key, code] of Object.entries(differing)) {
      const [file = '', name = ''] = key.split(':')
      this.#place(file, name, code)
    }
    this.#placed = new Set(Object.keys(differing))
  }

  #place(file: string, name: string, code: Code): void {
    const path = join(this.#root, 'artifacts', file, `${name}.json`)
    const artifact = {
      _format: 'hh3-artifact-1',
      contractName: name,
      sourceName: file,
      linkReferences: {},
      deployedLinkReferences: {},
      inputSourceName: `project/${file}`,
      ...code,
    }
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify(artifact))
  }
}

/** Whether a file holds a contract of its own. The others hold what goes into one. */
function isDeployed(file: string): boolean {
  return !/^contracts\/(abstracts|interfaces|libraries|types)\//.test(file)
}

/** What takes long to optimize. All else is optimized: tests say what it costs at most to ask a verifier. */
const heavy = new Set(['contracts/JobEscrow.sol', 'contracts/JobLens.sol', 'contracts/mocks/PackingProbe.sol'])

function compileQuickly(sources: Sources, files: readonly string[]): Compiled {
  const [slow, fast] = [files.filter((file) => heavy.has(file)), files.filter((file) => !heavy.has(file))]
  const light = compile(sources, fast, 'whole')
  if (light.errors.length > 0 || slow.length === 0) return light
  const { errors, codes } = compile(sources, slow, 'quick')
  return { errors, codes: { ...light.codes, ...codes } }
}

/** The contracts of `codes` that are not the same in `original`, by file and name. */
function difference(codes: Codes, original: Codes): Readonly<Record<string, Code>> {
  const rows = Object.entries(codes).flatMap(([file, contracts]) =>
    Object.entries(contracts)
      .filter(([name, { bytecode, deployedBytecode }]) => {
        const before = original[file]?.[name]
        return bytecode !== before?.bytecode || deployedBytecode !== before.deployedBytecode
      })
      .map(([name, code]): [string, Code] => [`${file}:${name}`, code]),
  )
  return Object.fromEntries(rows)
}
