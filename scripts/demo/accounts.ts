import { formatUnits, type Contract } from 'ethers'
import { contractAt, type MarketRef } from '../requester/market.ts'

/** What an account has: in its wallet and in the escrow's ledger, in the token's smallest unit. */
export type Holding = {
  readonly name: string
  readonly address: string
  readonly wallet: bigint
  readonly ledger: bigint
}

/** What each of the named accounts has now: all of it at one block, since a deposit moves money from wallet to ledger. */
export async function holdings(
  { provider, deployment }: MarketRef,
  names: ReadonlyMap<string, string>,
): Promise<readonly Holding[]> {
  const token: Contract = contractAt('TestDollar', deployment.token.address, provider)
  const escrow = contractAt('JobEscrow', deployment.escrow, provider)
  const blockTag = await provider.getBlockNumber()
  return Promise.all(
    [...names].map(async ([name, address]) => ({
      name,
      address,
      wallet: BigInt(await token.getFunction('balanceOf')(address, { blockTag })),
      ledger: BigInt(await escrow.getFunction('balanceOf')(deployment.token.address, address, { blockTag })),
    })),
  )
}

/** An account before and after, and what it should have gained or lost by the orders. */
export type Row = {
  readonly name: string
  readonly before: bigint
  readonly after: bigint
  readonly expected: bigint
}

/** The rows of the accounts. `expected` is by address in small letters; who is not in it should have what it had. */
export function rowsOf(
  before: readonly Holding[],
  after: readonly Holding[],
  expected: ReadonlyMap<string, bigint>,
): readonly Row[] {
  const have = ({ wallet, ledger }: Holding): bigint => wallet + ledger
  return after.map((holding, i) => {
    const earlier = before[i]
    return {
      name: holding.name,
      before: earlier === undefined ? 0n : have(earlier),
      after: have(holding),
      expected: expected.get(holding.address.toLowerCase()) ?? 0n,
    }
  })
}

/** Whether an account gained or lost exactly what it should. */
export const isAsExpected = ({ before, after, expected }: Row): boolean => after - before === expected

/** The rows as a table for a person. */
export function tableOf(rows: readonly Row[], { token }: MarketRef['deployment']): string {
  const heads = [`before, ${token.symbol}`, `after, ${token.symbol}`, 'difference', 'by the orders']
  const line = (name: string, cells: readonly string[], end: string): string =>
    `${name.padEnd(12)}${cells.map((cell) => cell.padStart(16)).join('')}  ${end}`
  return [
    line('who', heads, ''),
    ...rows.map((row) =>
      line(
        row.name,
        [row.before, row.after, row.after - row.before, row.expected].map((amount) =>
          formatUnits(amount, token.decimals),
        ),
        isAsExpected(row) ? 'equal' : 'NOT EQUAL',
      ),
    ),
  ].join('\n')
}
