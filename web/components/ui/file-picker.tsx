'use client'
import { useId, useState, type DragEvent } from 'react'
import { cn } from '../../lib/cn.ts'
import { Icon } from './icon.tsx'

type FilePickerProps = {
  readonly label: string
  readonly hint: string
  readonly accept?: string
  readonly multiple?: boolean
  readonly onFiles: (files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[]) => void
  readonly onError: (error: unknown) => void
}

/** Takes files by a click, a key or a drop, and hands over their bytes. They stay in the page until the job is posted. */
export function FilePicker({ label, hint, accept, multiple = false, onFiles, onError }: FilePickerProps) {
  const id = useId()
  const [over, setOver] = useState(false)
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, multiple ? undefined : 1)
    if (files.length === 0) return
    Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }))).then(
      onFiles,
      onError,
    )
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'flex min-h-20 cursor-pointer items-center gap-4 rounded-2xl border border-dashed border-edge px-5 py-4 hover:bg-wash has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--ring)',
        over && 'bg-wash',
      )}
    >
      <Icon name="down" className="size-6 rotate-180 text-teal" />
      <span>
        <span className="block font-medium">{label}</span>
        <span className="block text-sm text-soft">{hint}</span>
      </span>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={multiple}
        className="sr-only"
        onChange={(event) => take(event.target.files)}
      />
    </label>
  )
}
