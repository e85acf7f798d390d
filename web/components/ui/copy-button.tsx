'use client'
import { useEffect, useState } from 'react'
import { cn } from '../../lib/cn.ts'
import { Icon } from './icon.tsx'

const SHOWN_MS = 1600

/** Copies `text`; says so in its own place and to a screen reader. */
export function CopyButton({
  text,
  label,
  className,
}: {
  readonly text: string
  readonly label: string
  readonly className?: string
}) {
  const [copied, setCopied] = useState<'yes' | 'refused'>()
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(undefined), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    )
  return (
    <button
      type="button"
      onClick={copy}
      title={label}
      className={cn(
        'inline-grid size-6 place-items-center rounded-md text-soft hover:bg-wash hover:text-ink',
        className,
      )}
    >
      <Icon name={copied === 'yes' ? 'check' : copied ? 'warning' : 'copy'} className="size-4" />
      <span className="sr-only">{label}</span>
      <span className="sr-only" role="status">
        {copied === 'yes' ? 'Copied' : copied ? 'The browser refused to copy' : ''}
      </span>
    </button>
  )
}
