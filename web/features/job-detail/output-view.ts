import { pictureOf, type Picture } from '../../lib/picture.ts'
import { tileSize } from '../../lib/templates/picture-args.ts'
import { textOf } from '../../lib/plain-text.ts'
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
const MAX_TEXT = 20_000

/** How to show an output of a job that was run with these arguments. What fits no other way is a download. */
export function viewOf({ path, bytes }: OutputFile, args: readonly string[]): OutputView {
  if (path.endsWith('.rgb')) {
    const size = tileSize(args)
    const picture = size && pictureOf(bytes, size.width, size.height)
    return picture ? { kind: 'picture', picture } : { kind: 'bytes' }
  }
  const text = textOf(bytes)
  if (text === undefined) return { kind: 'bytes' }
  if (path.endsWith('.json')) return jsonView(text) ?? plainView(text)
  if (path.endsWith('.csv')) return csvView(text)
  return plainView(text)
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
  if (!Object.values(value).every(isPlain)) return undefined
  return {
    kind: 'figures',
    figures: Object.entries(value).map(([name, entry]) => ({ name: spaced(name), value: plainValue(entry) })),
  }
}

function recordsView(list: readonly unknown[]): OutputView | undefined {
  const [first] = list
  if (!isRecord(first) || !list.every((entry) => isRecord(entry) && Object.values(entry).every(isPlain)))
    return undefined
  const names = Object.keys(first)
  const rows = list.filter(isRecord).map((entry) => names.map((name) => plainValue(entry[name])))
  return tableView(names.map(spaced), rows)
}

function csvView(text: string): OutputView {
  const [head = [], ...rows] = text.trimEnd().split('\n').map(cellsOf)
  return tableView(head, rows)
}

/** One cell of a line of CSV (RFC 4180): quoted, where two quotes are one, or plain. Line breaks within quotes are not read. */
const CELL = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g

const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(CELL)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '').trim() : quoted.replaceAll('""', '"'),
  )

const tableView = (head: readonly string[], rows: readonly (readonly string[])[]): OutputView => ({
  kind: 'table',
  head,
  rows: rows.slice(0, MAX_ROWS),
  more: Math.max(0, rows.length - MAX_ROWS),
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Shown as the text that it is.
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPlain = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value)

const plainValue = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value ?? '–') ?? '–').replace('"–"', '–')

/** `standardError` and `standard_error` as `standard error`. */
const spaced = (name: string): string =>
  name.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
