import type { ComponentProps } from 'react'
import { cn } from '../../lib/cn.ts'

/** A surface that holds one thing. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={cn('rounded-2xl border bg-surface p-5 shadow-card sm:p-6', className)} {...rest} />
}

/** A grey bar where something will stand, of the size that it will have. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={cn('block animate-shimmer rounded-lg bg-line/60', className)} />
}
