import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { slice } from './slice.ts'
import { stage, translate, translated, translateLedger } from './translate.ts'

const HEAD = '// SPDX-License-Identifier: MIT\npragma solidity 0.8.37;\n'
const WORDS = ['Rules', 'Windows', 'Phase', 'Taker', 'Work'] as const

const SUMMARIES = 'test/contracts/formal/Summaries.sol'

/** Reads a file of the project. A planted bug reads it changed. */
export type Read = (path: string) => string

/**
 * How much of the real source a family of proofs sees: the translated libraries (`exact`: with their products; `composed`: with what is
 * proved of the endings in place of the endings), or the ledger.
 */
export type Family = 'moves' | 'exact' | 'composed' | 'ledger'

/** @returns One source with all that the proofs in it need. */
export function flatten(read: Read, family: Family, proofs: string): string {
  const goal = body(proofs)
  return `${HEAD}${slice(without(sources(read, family).map(body).join('\n'), proofs), goal)}\n${goal}`
}

/** A proof may leave out a call that does nothing but refuse: what holds of more than what is let through holds of that, too. */
function without(source: string, proofs: string): string {
  const names = [...proofs.matchAll(/\/\/ Without (\w+)/g)].map(([, name = '']) => name)
  return names.reduce((text, name) => text.replace(new RegExp(`^ *${name}\\([^;{]*;\\n`, 'gm'), ''), source)
}

function sources(read: Read, family: Family): readonly string[] {
  const types = (...names: readonly string[]) => names.map((name) => read(`contracts/types/${name}.sol`))
  if (family === 'ledger') {
    return [translateLedger(read('contracts/abstracts/EscrowLedger.sol'))]
  }
  const libraries = translated.map((name) => [name, read(`contracts/libraries/${name}.sol`)] as const)
  return [
    ...types('JobState', 'Terms', 'Messages'),
    ...WORDS.map((name) => read(`test/contracts/formal/records/${name}.sol`)),
    ...types('Order', 'Job'),
    ...['Given', 'Products'].map((name) => read(`test/contracts/formal/${name}.sol`)),
    stage(libraries.map(([, source]) => source)),
    ...libraries.map(([name, source]) =>
      family === 'composed' && name === 'JobEndings' ? read(SUMMARIES) : translate(name, source, family === 'exact'),
    ),
  ]
}

/** @returns What a file declares, without comments and imports. */
function body(source: string): string {
  return (
    source
      .replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '')
      .replace(/^(?:pragma|import) [^;]*;$/gm, '')
      // The checker knows no custom errors; that a call ends is all that matters.
      .replace(/\brevert Errors\.\w+\([^;]*;/g, 'revert();')
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{2,}/g, '\n')
  )
}

/** Reads the project as it is. */
export function readFrom(root: string): Read {
  return (path) => readFileSync(join(root, path), 'utf8')
}
