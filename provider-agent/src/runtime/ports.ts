import type { JobBook, Journal, Outbox } from '@millrace/chain'
import type { EscrowRef, Offer } from '@millrace/sdk'
import type { BlockStore } from '@millrace/store'
import type { Logger } from 'pino'
import type { PrivateKeyAccount } from 'viem'
import type { JobContent } from '../content/job-content.ts'
import type { TaskBook } from './task-book.ts'

/** What the agent's steps work with. Only agent.ts makes these. */
export type Ports = {
  readonly ref: EscrowRef
  readonly account: PrivateKeyAccount
  readonly jobs: JobBook
  readonly tasks: TaskBook
  readonly outbox: Outbox
  readonly journal: Journal
  /** What this agent made and serves. */
  readonly store: BlockStore
  /** What jobs bring. */
  readonly content: JobContent
  readonly log: Logger
  /** The chain's time in Unix seconds; undefined before the first block was read. */
  readonly now: () => number | undefined
  /** What this agent offers now. */
  readonly offer: () => Offer
  /** What the ledger of the escrow has free for stakes of this token. */
  readonly ledgerBalance: (token: string) => Promise<bigint>
}
