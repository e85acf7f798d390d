'use client'
import { assertNever } from '@millrace/sdk'
import { HexText } from '../../components/ui/hex.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Icon } from '../../components/ui/icon.tsx'
import { formatBytes } from '../../lib/format.ts'
import { pngOf } from '../../lib/picture.ts'
import { saveFile } from '../../lib/save-file.ts'
import { namesOf, type OutputView } from './output-view.ts'
import { PictureCanvas } from './picture-canvas.tsx'
import type { OutputFile } from './proof.ts'

/** One output: to look at where the page knows how, and always to download. */
export function OutputCard({ output, view }: { readonly output: OutputFile; readonly view: OutputView }) {
  const { path, file } = namesOf(output)
  return (
    <figure>
      <OutputBody view={view} name={path} />
      <figcaption className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-soft">
        <span className="font-medium break-all text-ink">{path}</span>
        <span>{formatBytes(output.bytes.length)}</span>
        <HexText value={output.cid} label="the file's CID" />
        <span className="ml-auto flex flex-wrap gap-2">
          {view.kind === 'picture' && (
            <Button onClick={() => saveFile(file.replace(/\.rgb$/, '.png'), pngOf(view.picture))}>
              <Icon name="down" /> Save as PNG
            </Button>
          )}
          <Button kind="secondary" onClick={() => saveFile(file, output.bytes)}>
            <Icon name="down" /> Download
          </Button>
        </span>
      </figcaption>
    </figure>
  )
}

function OutputBody({ view, name }: { readonly view: OutputView; readonly name: string }) {
  switch (view.kind) {
    case 'picture':
      return <PictureCanvas picture={view.picture} label={`The picture in ${name}`} />
    case 'figures':
      return (
        <dl className="grid gap-x-8 gap-y-4 rounded-xl bg-wash p-5 text-on-wash sm:grid-cols-2">
          {view.figures.map(({ name: label, value }) => (
            <div key={label}>
              <dt className="text-sm first-letter:uppercase">{label}</dt>
              <dd className="numbers text-2xl font-semibold tracking-tight break-words">{value}</dd>
            </div>
          ))}
        </dl>
      )
    case 'table':
      return <Table head={view.head} rows={view.rows} more={view.more} label={name} />
    case 'text':
      return (
        <pre
          tabIndex={0}
          className="max-h-96 overflow-auto rounded-xl bg-sunken p-4 font-mono text-sm break-words whitespace-pre-wrap"
        >
          {view.text}
          {view.more > 0 && `\n… and ${view.more} more characters in the file`}
        </pre>
      )
    case 'bytes':
      return <p className="rounded-xl bg-sunken p-4 text-soft">This file is not text. Download it to look at it.</p>
    default:
      return assertNever(view)
  }
}

type TableProps = {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly more: number
  readonly label: string
}

function Table({ head, rows, more, label }: TableProps) {
  return (
    <div tabIndex={0} role="region" aria-label={label} className="max-h-96 overflow-auto rounded-xl border">
      <table className="numbers w-full text-sm">
        <thead className="sticky top-0 bg-sunken text-left">
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col" className="px-4 py-2.5 font-medium first-letter:uppercase">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} className="px-4 py-2 whitespace-nowrap">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="border-t px-4 py-2 text-sm text-soft">and {more} more rows in the file</p>}
    </div>
  )
}
