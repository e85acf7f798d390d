import { formatUnits } from 'viem'
import type { TokenConfig } from '../../lib/config.ts'
import { parseAmount, type ParsedAmount } from '../../lib/parse-amount.ts'

/** How many of the providers that can run the job the price should reach. */
export type PriceLevel = 'least' | 'middle' | 'all'

/** A price to choose: what it is, and how many providers take it. */
export type PriceChoice = { readonly level: PriceLevel; readonly price: bigint; readonly fits: number }

/** The prices worth proposing, from what the providers ask (the least first). Levels that reach no more are left out. */
export function priceChoices(asked: readonly bigint[]): readonly PriceChoice[] {
  const levels = [
    ['least', 0],
    ['middle', Math.floor((asked.length - 1) / 2)],
    ['all', asked.length - 1],
  ] as const
  const choices = new Map<bigint, PriceChoice>()
  for (const [level, index] of levels) {
    const price = asked[index]
    // A later level at the same price reaches the same providers: the first name for it stays.
    if (price !== undefined && !choices.has(price))
      choices.set(price, { level, price, fits: asked.filter((other) => other <= price).length })
  }
  return [...choices.values()]
}

/** The price in hand: what the reader typed, else the proposal that reaches all. */
export function priceInHand(
  typed: string | undefined,
  choices: readonly PriceChoice[],
  token: TokenConfig,
): ParsedAmount {
  if (typed !== undefined) {
    const parsed = parseAmount(typed, token)
    return 'units' in parsed && parsed.units === 0n ? { error: 'The price must be more than nothing.' } : parsed
  }
  const highest = choices.at(-1)
  return highest ? { units: highest.price } : { error: 'Enter the most that you want to pay.' }
}

/** A price as the input shows it. */
export const typedPrice = (units: bigint, token: TokenConfig): string => formatUnits(units, token.decimals)
