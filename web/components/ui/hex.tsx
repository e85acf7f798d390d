import { shortHex } from '../../lib/format.ts'
import { CopyButton } from './copy-button.tsx'

/** An address, hash or id: shortened, whole in its title, copyable. */
export function HexText({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <span className="inline-flex items-center gap-1 align-middle">
      <span className="font-mono text-[0.85em]" title={value}>
        {shortHex(value)}
      </span>
      <CopyButton text={value} label={`Copy ${label}`} />
    </span>
  )
}
