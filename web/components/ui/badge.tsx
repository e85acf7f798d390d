import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from '../../lib/cn.ts'

const look = cva('inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-medium whitespace-nowrap', {
  variants: {
    tone: {
      plain: 'bg-sunken text-soft',
      water: 'bg-wash text-on-wash',
      good: 'bg-moss-wash text-moss',
      wait: 'bg-wheat-wash text-wheat',
      bad: 'bg-brick-wash text-brick',
    },
  },
  defaultVariants: { tone: 'plain' },
})

/** How a badge looks: its colour always goes with words that say the same. */
export type Tone = NonNullable<VariantProps<typeof look>['tone']>

/** A word on a coloured ground. */
export function Badge({ tone, className, ...rest }: ComponentProps<'span'> & { readonly tone?: Tone }) {
  return <span className={cn(look({ tone }), className)} {...rest} />
}
