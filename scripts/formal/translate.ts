/**
 * The checker does not see what an internal function writes through a memory pointer, and cannot reason about fields of a word. So the
 * moves are proved in a translation of their source: what they take by pointer becomes a variable of the contract, each library
 * a contract that holds it, and each packed word a record. Statements stay as they are, but for the edits listed here; an edit that
 * finds nothing is an error, so that the translation cannot fall behind the source in silence.
 */

/** An edit of the text, with how often it must apply: at least once, unless it says otherwise. */
type Edit = { readonly what: RegExp; readonly by: string; readonly optional?: true }

const POINTERS = [
  'Order calldata order',
  'Progress memory p',
  'Credits memory due',
  'BondCredits memory bondDue',
] as const
const RECORDS = ['Phase', 'Rules', 'Windows', 'Taker', 'Work'] as const

/** Above which contract each library is put. */
const bases: Readonly<Record<string, string>> = {
  OrderRules: 'Stage',
  JobEndings: 'OrderRules',
  JobDisputes: 'JobEndings',
  JobLiveness: 'OrderRules',
  JobMoves: 'JobEndings',
}

/** What only one source has. */
const own: Readonly<Record<string, readonly Edit[]>> = {
  // What these refuse, no record can hold.
  OrderRules: [
    { what: /^(?=import )/m, by: 'import {Stage} from "./Stage.sol";\n' },
    { what: /if \((?:Windows|Rules)\.unwrap\(\w+\) >> \w+ != 0\) \{[^}]*\}/g, by: '' },
    { what: /_checkMost\("rules\.(?:unitKind|fallback|flags)"[^;]*;/g, by: '' },
  ],
  JobLiveness: [{ what: /^(?=import )/m, by: 'import {OrderRules} from "./OrderRules.sol";\n' }],
  JobEndings: [
    { what: /Work\.wrap\(0\)/g, by: 'WorkLib.pack(0, 0)' },
    { what: /import \{Work\}/g, by: 'import {WorkLib}' },
  ],
}

/** What a planted bug may have changed: where it finds nothing, the product stays as it is. */
const products: readonly Edit[] = [
  // That a claim is at most the price is proved on its own. Here it is any amount that the proof allows.
  {
    what: /return OrderRules\.claimDown\([^;]*;|return order\.claimDown\([^;]*;/g,
    by: 'return anyClaim;',
    optional: true,
  },
  { what: /order\.verifierFee \* \((.*)\);/g, by: 'Products.times(order.verifierFee, $1);', optional: true },
  {
    what: /order\.verifierFee \* (order\.rules\.maxAttempts\(\))/g,
    by: 'Products.times(order.verifierFee, $1)',
    optional: true,
  },
  { what: /\(amount \* share\) \/ WHOLE/g, by: 'Products.part(amount, share)', optional: true },
  { what: /\(order\.rate \* units\) \/ RATE_UNITS/g, by: 'Products.worth(order.rate, units)', optional: true },
]

const STRUCT = /^struct \w+ \{[^}]*\}\n/gm

/** The libraries that can be translated. */
export const translated: readonly string[] = Object.keys(bases)

/** @returns The library as a contract, of which the moves' pointers are variables. */
export function translate(name: string, source: string, exact: boolean): string {
  const base = bases[name]
  if (base === undefined) throw new Error(`No place for ${name}`)
  const edits: readonly Edit[] = [
    ...(own[name] ?? []),
    ...(exact ? [] : products),
    { what: new RegExp(`library ${name} \\{`, 'g'), by: `abstract contract ${name} is ${base} {` },
    { what: /import \{Credits, JobEndings\}/g, by: 'import {JobEndings}', optional: true },
    // They go to the stage.
    { what: STRUCT, by: '', optional: true },
    { what: / *using OrderRules for Order;\n/g, by: '', optional: true },
    // The checker proves that what is unchecked needs no check: it is translated checked, and may not fail.
    { what: /unchecked \{/g, by: '{' },
    { what: /\border\.(lock)\(\)/g, by: '$1()', optional: true },
    { what: /\border\.(claimDown|rampDown|check)\(/g, by: 'OrderRules.$1(', optional: true },
    ...POINTERS.map((pointer): Edit => ({
      what: new RegExp(`(?<=[(,]\\s*)${pointer}(?:,\\s*|(?=\\s*\\)))`, 'g'),
      by: '',
      optional: true,
    })),
    { what: /(?<=[(,]\s*)(?:order|p|due|bondDue)(?:, |(?=\)))/g, by: '', optional: true },
    { what: /,(\s*\))/g, by: '$1', optional: true },
    { what: new RegExp(`\\b(${RECORDS.join('|')}) (?=[a-z]\\w*(?: =|[,)]))`, 'g'), by: '$1 memory ', optional: true },
    { what: /\b(?:internal|private) pure\b/g, by: 'internal' },
  ]
  return edits.reduce((text, edit) => apply(name, text, edit), source)
}

/** @returns The contract below all others, which holds what the moves take by pointer, with the structs that the sources declare. */
export function stage(libraries: readonly string[]): string {
  const structs = libraries.flatMap((source) => source.match(STRUCT) ?? [])
  return `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../types/Order.sol";
import {Progress} from "../types/Job.sol";

${structs.join('\n')}
abstract contract Stage {
${POINTERS.map((pointer) => `    ${pointer.replace(/calldata|memory/, 'internal')};`).join('\n')}
    uint256 internal anyClaim;
}
`
}

/** @returns The entries of one token and what changes them: the book that they take by pointer is a variable, and its structs are gone. */
export function translateLedger(source: string): string {
  const edits: readonly Edit[] = [
    {
      what: /abstract contract EscrowLedger is [^{]*\{/,
      by: 'abstract contract EscrowLedger {\n    mapping(address => uint256) internal entries;\n',
    },
    { what: / *using SafeERC20 for IERC20;/, by: '' },
    { what: / *mapping\(address token => Book\) private _books;/, by: '' },
    { what: /Book storage book, /g, by: '' },
    { what: / *Balance storage entry = book\.entries\[account\];/, by: '' },
    { what: /\bentry\.amount/g, by: 'entries[account]' },
    { what: /book\.entries\[account\]\.amount/g, by: 'entries[account]' },
    { what: /unchecked \{/g, by: '{' },
  ]
  return edits.reduce((text, edit) => apply('EscrowLedger', text, edit), source)
}

function apply(name: string, text: string, { what, by, optional }: Edit): string {
  if (optional === undefined && text.search(what) < 0) throw new Error(`${name}: nothing to translate by ${what}`)
  let last = text
  for (;;) {
    const next = last.replace(what, by)
    // A list of arguments may end with two that go, one after the other.
    if (next === last || !what.global) return next
    if (by.includes('$1') || by === '') last = next
    else return next
  }
}
