import { concat, dataSlice, keccak256, toBeHex, toUtf8Bytes, zeroPadValue } from 'ethers'

/** A number or an address, as 32 bytes. */
export function word(value: bigint | number | string): string {
  return typeof value === 'string' ? zeroPadValue(value, 32) : toBeHex(value, 32)
}

/** A text of at most 31 bytes as OpenZeppelin keeps it in an immutable: left-aligned, its length in the last byte. */
export function shortString(text: string): string {
  const bytes = toUtf8Bytes(text)
  if (bytes.length > 31) throw new Error(`“${text}” is too long for a word`)
  return concat([bytes, new Uint8Array(31 - bytes.length), toBeHex(bytes.length, 1)])
}

/** Where CREATE2 puts what `creator` creates, by its definition: EIP-1014. */
export function create2(creator: string, salt: string, creation: string): string {
  return dataSlice(keccak256(concat(['0xff', creator, salt, keccak256(creation)])), 12)
}

/** keccak-256 of a text. */
export const hashOf = (text: string): string => keccak256(toUtf8Bytes(text))

/** The domain separator of EIP-712. */
export function separator(name: string, version: string, chainId: number, contract: string): string {
  const type = 'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'
  return keccak256(concat([hashOf(type), hashOf(name), hashOf(version), word(chainId), word(contract)]))
}

/** The digest that is signed. */
export const digest = (domain: string, structHash: string): string => keccak256(concat(['0x1901', domain, structHash]))
