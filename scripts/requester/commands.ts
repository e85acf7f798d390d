import { resolve } from 'node:path'

/** How to reach a market from a shell. */
export type Place = { readonly rpcUrl: string; readonly deploymentFile: string }

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/?$/

/** A command that a person can type next. An RPC URL off this machine may hold an access key: it is left to be filled in. */
export function command(name: string, { rpcUrl, deploymentFile }: Place, ...rest: readonly string[]): string {
  const rpc = LOOPBACK.test(rpcUrl) ? rpcUrl : 'RPC_URL'
  return ['npm run', name, '--', rpc, resolve(deploymentFile), ...rest].join(' ')
}
