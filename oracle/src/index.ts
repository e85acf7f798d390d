export { ConfigError, readConfig, type MemberConfig } from './config.ts'
export { startMember, type Member } from './member.ts'
export { VerdictBook, type Attestation, type Decision } from './verdict-book.ts'
