import type { ReactNode } from 'react'
import { Wheel } from './wheel.tsx'

/** Where a list would be: why there is nothing, and what to do about it. */
export function Empty({
  title,
  wholePage = false,
  children,
  action,
}: {
  readonly title: string
  /** Stands for a whole page: its title is the page's heading. */
  readonly wholePage?: boolean
  readonly children: ReactNode
  readonly action?: ReactNode
}) {
  const Title = wholePage ? 'h1' : 'p'
  return (
    <div className="flex flex-col items-center rounded-2xl border border-dashed border-edge px-6 py-12 text-center">
      <Wheel className="size-12 text-teal" />
      <Title className="mt-4 text-lg font-semibold">{title}</Title>
      <p className="mt-1 max-w-md text-soft">{children}</p>
      {action && <div className="mt-5">{action}</div>}
    </div>
  )
}
