import { pictureOf, type Picture } from '../../lib/picture.ts'
import { tileSize } from '../../lib/templates/picture-args.ts'
import { decodeText, plainLine, plainText } from '../../lib/plain-text.ts'
import type { OutputFile } from './proof.ts'

/** How an output is shown. */
export type OutputView =
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
      readonly more: number
    }
  | { readonly kind: 'text'; readonly text: string; readonly more: number }
  | { readonly kind: 'bytes' }

/** A named number or word. */
export type Figure = { readonly name: string; readonly value: string }

const MAX_ROWS = 50
/** A table that is wider, or an object with more figures, is shown as text: a stranger must not make the page build it. */
const MAX_NAMES = 40
const MAX_TEXT = 20_000
/** Of one name or value, in characters. */
const MAX_CELL = 200

/** The names of an output, safe to show and to save under: its path is a stranger's word. */
export type OutputNames = { readonly path: string; readonly file: string }

/** What to call an output on the page, and the name of the file when it is saved. */
export function namesOf({ path }: Pick<OutputFile, 'path'>): OutputNames {
  const shown = plainLine(path)
  return { path: shown, file: (shown.split('/').at(-1) ?? shown).replaceAll('\ufffd', '_') }
}

/**
 * How to show an output of a job that was run with these arguments. What fits no other way is a download. Whatever is text in the
 * view is safe to show: each name and value is cleaned after it was parsed, since JSON can spell any character by its number.
 */
export function viewOf({ path, bytes }: OutputFile, args: readonly string[]): OutputView {
  if (path.endsWith('.rgb')) {
    const size = tileSize(args)
    const picture = size && pictureOf(bytes, size.width, size.height)
    return picture ? { kind: 'picture', picture } : { kind: 'bytes' }
  }
  const text = decodeText(bytes)
  if (text === undefined) return { kind: 'bytes' }
  const parsed = path.endsWith('.json') ? jsonView(text) : path.endsWith('.csv') ? csvView(text) : undefined
  return parsed ?? plainView(plainText(text))
}

const plainView = (text: string): OutputView => ({
  kind: 'text',
  text: text.slice(0, MAX_TEXT),
  more: Math.max(0, text.length - MAX_TEXT),
})

function jsonView(text: string): OutputView | undefined {
  const value = parseJson(text)
  if (Array.isArray(value)) return recordsView(value)
  if (!isRecord(value)) return undefined
  const lists = Object.values(value).filter(Array.isArray)
  const table = lists.length === 1 && lists[0] ? recordsView(lists[0]) : undefined
  if (table) return table
  const entries = Object.entries(value)
  if (entries.length > MAX_NAMES || !entries.every(([, entry]) => isPlain(entry))) return undefined
  return {
    kind: 'figures',
    figures: entries.map(([name, entry]) => ({ name: cell(spaced(name)), value: cell(plainValue(entry)) })),
  }
}

function recordsView(list: readonly unknown[]): OutputView | undefined {
  const records = list.filter(isRecord)
  if (records.length === 0 || records.length < list.length) return undefined
  if (!records.every((entry) => Object.values(entry).every(isPlain))) return undefined
  const names = [...new Set(records.flatMap((entry) => Object.keys(entry)))]
  if (names.length > MAX_NAMES) return undefined
  const valueIn = (entry: Readonly<Record<string, unknown>>, name: string) =>
    Object.hasOwn(entry, name) ? plainValue(entry[name]) : NOTHING
  return tableView(
    names.map(spaced),
    records.map((entry) => names.map((name) => valueIn(entry, name))),
  )
}

function csvView(text: string): OutputView | undefined {
  const [head = [], ...rows] = text.trimEnd().split(/\r?\n/).map(cellsOf)
  return tableView(head, rows)
}

/** One cell of a line of CSV (RFC 4180): quoted, where two quotes are one, or plain. Line breaks within quotes are not read. */
const CELL = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g

const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(CELL)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '').trim() : quoted.replaceAll('""', '"'),
  )

function tableView(head: readonly string[], rows: readonly (readonly string[])[]): OutputView | undefined {
  const shown = rows.slice(0, MAX_ROWS)
  if ([head, ...shown].some(({ length }) => length > MAX_NAMES)) return undefined
  return {
    kind: 'table',
    head: head.map(cell),
    rows: shown.map((row) => row.map(cell)),
    more: rows.length - shown.length,
  }
}

/** JSON in which each number is the text that stood there: as a number it might lose digits, and show what was not written. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === 'number' ? (context?.source ?? value) : value,
    )
  } catch {
    // Shown as the text that it is.
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPlain = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value)

/** What stands where a record has no value. */
const NOTHING = '–'

/** Of what `isPlain` lets through; a number without its source only where the browser does not give it. */
const plainValue = (value: unknown): string =>
  value === null ? NOTHING : typeof value === 'string' ? value : JSON.stringify(value)

/** A name or a value as the page shows it: one line, nothing hidden in it, not without end. */
function cell(text: string): string {
  const line = plainLine(text.slice(0, MAX_CELL))
  return text.length > MAX_CELL ? `${line}…` : line
}

/** `standardError` and `standard_error` as `standard error`. */
const spaced = (name: string): string =>
  name.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
