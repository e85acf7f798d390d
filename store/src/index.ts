export { BlockStore, type BlockStoreOptions, type ListedBlock } from './block-store.ts'
export { blockIdOf, type BlockId, parseBlockId } from './block-id.ts'
export { type OpenBlock } from './open-block.ts'
export { type ContentSource } from './content-source.ts'
export {
  ContentAbortedError,
  ContentBlockedError,
  ContentCorruptError,
  ContentError,
  type ContentFailure,
  ContentNotFoundError,
  ContentNotSoughtError,
  ContentOfflineError,
  ContentTimeoutError,
  ContentTooLargeError,
  ContentUnavailableError,
  ContentUnreachableError,
  type GatewayFailure,
  StoreInputError,
} from './errors.ts'
export { fetchBlock, type FetchBlockOptions } from './fetch-block.ts'
export { type AddressRules, type HostAddress, isAllowedAddress, type ResolveHost } from './gateway/address-rules.ts'
export { type Gateway, type GatewayOptions, serveGateway } from './gateway/serve-gateway.ts'
export { GatewaySource, type GatewaySourceOptions } from './gateway-source.ts'
export { gatewayApp, type GatewayRules } from './gateway/gateway-app.ts'
