export { ConfigError, configFile } from './config-file.ts'
export { readKeyFile } from './key-file.ts'
export { type ChainClient } from './chain-client.ts'
export {
  ChainInputError,
  ChainReadError,
  JournalCorruptError,
  JournalLockedError,
  JournalVersionError,
  OutboxKeyConflictError,
  OutboxWriterError,
  ReorgTooDeepError,
} from './errors.ts'
export { Follower, type FollowerOptions, type Reorg } from './follower.ts'
export { type Cursor } from './follower-state.ts'
export { JobBook } from './job-book.ts'
export { Journal, openJournal } from './journal.ts'
export { type FollowedBlock, type FollowedContract, type FollowedLog } from './log-reader.ts'
export { type FeePolicy, type Fees } from './fees.ts'
export { Outbox, type OutboxOptions } from './outbox.ts'
export {
  type OutboxCall,
  type OutboxEntry,
  type OutboxResult,
  type OutboxState,
  type SettledState,
} from './outbox-store.ts'
export { type Signer } from './signer.ts'
