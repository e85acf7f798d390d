export { readConfig, type MemberConfig } from './config.ts'
export { ConfigError } from '@millrace/chain'
export { startMember, type Member } from './member.ts'
export { VerdictBook, type Attestation, type Decision } from './verdict-book.ts'
