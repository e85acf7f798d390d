import { parseUnits } from 'viem'
import type { TokenConfig } from './config.ts'

/** An amount as typed: in the smallest unit, or why it is none. */
export type ParsedAmount = { readonly units: bigint } | { readonly error: string }

/** Reads an amount that a person typed, as `12.5` or `12,5`. More decimals than the token has are an error, never rounded. */
export function parseAmount(
  text: string,
  { symbol, decimals }: Pick<TokenConfig, 'symbol' | 'decimals'>,
): ParsedAmount {
  const plain = text.trim().replace(',', '.')
  if (plain === '') return { error: 'Enter an amount.' }
  if (!/^\d{1,24}(\.\d*)?$|^\.\d+$/.test(plain)) return { error: 'Enter a number, as in 12.50.' }
  if ((plain.split('.')[1] ?? '').length > decimals) return { error: `${symbol} has ${decimals} decimals.` }
  return { units: parseUnits(plain, decimals) }
}
