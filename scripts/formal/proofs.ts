import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Family, Read } from './flatten.ts'

/** A contract that states what is to be proved. */
export type Proof = { readonly name: string; readonly family: Family; readonly text: string }

const FOLDER = 'test/contracts/formal/proofs'
const families: Readonly<Record<string, Family>> = {
  Arithmetic: 'exact',
  Disputes: 'composed',
  Verdicts: 'composed',
  Ledger: 'ledger',
}

/** @returns Every proof. The end of each is an assertion that must fail: else nothing that comes before it was ever tried. */
export function proofsIn(root: string, read: Read): readonly Proof[] {
  return globSync('*.sol', { cwd: join(root, FOLDER) })
    .toSorted()
    .flatMap((file) =>
      [...read(`${FOLDER}/${file}`).matchAll(/^contract (\w+) [^]*?^\}$/gm)].map(([text, name = '']) => ({
        name,
        family: families[basename(file, '.sol')] ?? 'moves',
        text: text.replace(/^( *function prove[^]*?)^ {4}\}$/m, '$1        assert(false);\n    }'),
      })),
    )
}
