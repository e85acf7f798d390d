import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from '../../lib/cn.ts'
import { Wheel } from './wheel.tsx'

const look = cva(
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-xl px-5 py-1.5 text-[0.95rem] leading-snug font-semibold text-balance transition-colors disabled:cursor-not-allowed aria-disabled:cursor-not-allowed',
  {
    variants: {
      kind: {
        primary: 'bg-teal text-on-teal hover:bg-teal-strong disabled:bg-sunken disabled:text-soft',
        secondary: 'border border-edge bg-surface text-ink hover:bg-wash disabled:text-soft',
        quiet: 'px-3 text-teal hover:bg-wash disabled:text-soft',
      },
      wide: { true: 'w-full' },
    },
    defaultVariants: { kind: 'primary' },
  },
)

type Look = VariantProps<typeof look>

/** The class of a link that looks like a button. */
export const buttonLook = ({ className, ...options }: Look & { readonly className?: string } = {}): string =>
  cn(look(options), className)

/** A button. While `busy` it shows the turning wheel, keeps its focus and ignores clicks. */
export function Button({
  kind,
  wide,
  busy,
  className,
  children,
  onClick,
  ...rest
}: ComponentProps<'button'> & Look & { readonly busy?: boolean }) {
  return (
    <button
      type="button"
      className={cn(look({ kind, wide }), busy && 'cursor-progress', className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy && <Wheel className="size-5" turning />}
      {children}
    </button>
  )
}
