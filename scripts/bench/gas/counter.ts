import type { Contract, ContractTransactionResponse, Signer } from 'ethers'
import type { Bench } from './world.ts'

/** Gas by name: single calls as `call.who`, whole lives as `life.name`. */
export type GasTable = Record<string, number>

/** Told of each call that is measured, under its name in the table. */
export type Watch = (name: string, transactionHash: string) => Promise<void>

export type WatchedBench = Bench & { readonly watch: Watch }

/** Adds up the gas of a life, call by call. */
export class Counter {
  private total = 0
  private readonly table: GasTable
  private readonly suffix: string
  private readonly watch: Watch

  constructor(table: GasTable, suffix: string, watch: Watch = async () => {}) {
    this.table = table
    this.suffix = suffix
    this.watch = watch
  }

  async add(name: string, sent: Promise<ContractTransactionResponse>): Promise<ContractTransactionResponse> {
    const tx = await sent
    const gas = Number((await tx.wait())?.gasUsed ?? 0n)
    this.table[`call.${name}.${this.suffix}`] = gas
    this.total += gas
    await this.watch(`call.${name}.${this.suffix}`, tx.hash)
    return tx
  }

  end(name: string): void {
    this.table[`life.${name}.${this.suffix}`] = this.total
  }
}

/** A counter of which nothing is kept. */
export const uncounted = () => new Counter({}, '')

export const send = (contract: Contract, who: Signer, method: string, ...args: readonly unknown[]) =>
  contract.connect(who).getFunction(method)(...args) as Promise<ContractTransactionResponse>
