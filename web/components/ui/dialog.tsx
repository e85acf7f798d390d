'use client'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

type DialogProps = {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly description: string
  readonly children: ReactNode
}

/** A modal dialog: takes the focus, closes on Escape, gives the focus back. On a phone it is a sheet at the bottom. */
export function Dialog({ open, onOpenChange, title, description, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#04171a]/55 backdrop-blur-[2px]" />
        <Radix.Content className="fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] animate-rise overflow-y-auto rounded-t-3xl border bg-surface p-6 shadow-card sm:inset-x-auto sm:top-[18vh] sm:bottom-auto sm:left-1/2 sm:w-[27rem] sm:-translate-x-1/2 sm:rounded-3xl">
          <div className="flex items-start justify-between gap-4">
            <Radix.Title className="text-xl">{title}</Radix.Title>
            <Radix.Close
              className="-mt-2 -mr-2 grid size-11 place-items-center rounded-xl text-soft hover:bg-wash"
              aria-label="Close"
            >
              <Icon name="cross" />
            </Radix.Close>
          </div>
          <Radix.Description className="mt-1 text-soft">{description}</Radix.Description>
          <div className="mt-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
