import { readFileSync, statSync } from 'node:fs'
import { LOCAL_CHAIN_ID } from '@millrace/sdk'
import type { Hex } from 'viem'
import { mnemonicToAccount, privateKeyToAddress } from 'viem/accounts'
import { ConfigError } from './config-file.ts'

/** The phrase that every local chain knows, and how many of its accounts have funds there. A test compares it with scripts/. */
const PUBLIC_PHRASE = 'test test test test test test test test test test test junk'
const PUBLIC_ACCOUNTS = 20
/** Permission bits of group and others. */
const OTHERS = 0o077

/**
 * Reads the private key of a service.
 *
 * @throws ConfigError when the file cannot be read or holds no key, when others may read it, or when the key is public.
 */
export function readKeyFile(path: string, chainId: number): Hex {
  const { key, mode } = readFile(path)
  // Windows has no such bits.
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
    throw new ConfigError('keyFile', `a file that only its owner may read: run chmod 600 ${path}`)
  if (!isKey(key)) throw new ConfigError('keyFile', 'a file with 0x and 64 hex digits')
  if (chainId !== LOCAL_CHAIN_ID && isPublic(key))
    throw new ConfigError(
      'keyFile',
      `a key of your own: everybody knows this one, so it is refused on chain ${chainId}`,
    )
  return key
}

function readFile(path: string): { readonly key: string; readonly mode: number } {
  try {
    return { key: readFileSync(path, 'utf8').trim(), mode: statSync(path).mode }
  } catch {
    throw new ConfigError('keyFile', `the path of a readable file, found ${path}`)
  }
}

function isPublic(key: Hex): boolean {
  const address = privateKeyToAddress(key)
  const indexes = Array.from({ length: PUBLIC_ACCOUNTS }, (_, addressIndex) => addressIndex)
  return indexes.some((addressIndex) => mnemonicToAccount(PUBLIC_PHRASE, { addressIndex }).address === address)
}

function isKey(value: string): value is Hex {
  return /^0x[0-9a-fA-F]{64}$/.test(value)
}
