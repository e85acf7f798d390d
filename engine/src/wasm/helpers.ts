import { BYTES_PER_STEP_SHIFT, GROW_PAGE_STEPS, TABLE_ELEMENT_STEPS } from '../cost.ts'
import type { Appended } from './instrument.ts'
import { Writer } from './writer.ts'

/** What the global `trap` says after a run: which of our own means ended it. */
export const TRAP = { none: 0, unreachable: 1, host: 2 } as const

/** The bodies of the three functions that the rewriter appends, all of type (i32) -> i32, in the order of their indexes. */
export function helperBodies(to: Appended, maxPages: number): readonly Uint8Array[] {
  const pay = (body: Writer, scale: (body: Writer) => Writer): Writer => {
    body.byte(0x23).u32(to.fuel).byte(0x20, 0, 0xad) // fuel; u64(argument)
    scale(body)
    body.byte(0x7d, 0x24).u32(to.fuel) // fuel - that
    return body.byte(0x23).u32(to.fuel).byte(0x42, 0, 0x53, 0x04, 0x40, 0x00, 0x0b) // if below zero: unreachable
  }
  const times = (factor: number) => (body: Writer) => body.byte(0x42).signed(factor).byte(0x7e)
  const shifted = (body: Writer): Writer => body.byte(0x42).signed(BYTES_PER_STEP_SHIFT).byte(0x88)

  const grow = pay(new Writer().byte(1, 1, 0x7f), times(GROW_PAGE_STEPS))
  grow.byte(0x20, 0, 0x40, 0, 0x22, 1, 0x41, 0x7f, 0x46) // memory.grow(argument) == -1
  grow.byte(0x3f, 0, 0xad, 0x20, 0, 0xad, 0x7c, 0x42).signed(maxPages).byte(0x58) // size + argument <= maxPages
  // Refused below the cap: the host had no memory. That is not the job's doing and must not look like it.
  grow.byte(0x71, 0x04, 0x40, 0x41, TRAP.host, 0x24).u32(to.trap).byte(0x00, 0x0b, 0x20, 1, 0x0b)

  return [
    pay(new Writer().byte(0), shifted).byte(0x20, 0, 0x0b).view(),
    pay(new Writer().byte(0), times(TABLE_ELEMENT_STEPS)).byte(0x20, 0, 0x0b).view(),
    grow.view(),
  ]
}
