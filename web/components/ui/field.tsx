import type { ComponentProps, ReactNode } from 'react'
import { cn } from '../../lib/cn.ts'

const BOX =
  'block min-h-11 w-full rounded-xl border border-edge bg-surface px-3.5 text-ink numbers placeholder:text-soft aria-invalid:border-brick'

type FieldProps = {
  readonly id: string
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly unit?: string
}

/** An input with its label, what it means, and what is wrong with it. */
export function Field({ id, label, hint, error, unit, className, ...input }: FieldProps & ComponentProps<'input'>) {
  const note = error ?? hint
  const described = [unit && `${id}-unit`, note !== undefined && `${id}-note`].filter(Boolean).join(' ')
  return (
    <div className={cn('min-w-0', className)}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          className={cn(BOX, unit && 'pr-16')}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          {...input}
        />
        {unit && (
          <span
            id={`${id}-unit`}
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-3.5 flex items-center text-sm text-soft"
          >
            {unit}
          </span>
        )}
      </div>
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={cn('mt-1.5 text-sm', error ? 'text-brick' : 'text-soft')}
          role={error ? 'alert' : undefined}
        >
          {note}
        </p>
      )}
    </div>
  )
}
