import { type Hex, hexToBytes, keccak256 } from 'viem'

/**
 * Whether a block's bloom filter (Yellow Paper, 4.3.1) admits a log with this address or topic. "No" is certain; "yes" may
 * be chance.
 */
export function mayContain(bloom: Hex, value: Hex): boolean {
  const bits = hexToBytes(bloom)
  const hash = hexToBytes(keccak256(value))
  return [0, 2, 4].every((at) => {
    const bit = (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2047
    return ((bits[255 - (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0
  })
}
