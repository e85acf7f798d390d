import { zeroHash, type Hex } from 'viem'

/** One thing that happened to a job. */
export type Entry = {
  readonly key: string
  readonly title: string
  readonly body: string
  readonly tone: 'good' | 'bad' | 'plain' | 'over'
  /** Unix seconds, of the block. */
  readonly time: number
  readonly transaction: Hex
  readonly block: bigint
  /** The hashes that the event brought to the chain. */
  readonly hashes: readonly { readonly name: string; readonly value: Hex }[]
}

/** What an entry says; it is plain and without hashes, where it does not say otherwise. */
export type Words = Pick<Entry, 'title' | 'body'> & Partial<Pick<Entry, 'tone' | 'hashes'>>

/** An amount with its token, for a person. */
export type Money = (units: bigint) => string

/** A hash that may be left out: zero points to nothing. */
export const named = (name: string, value: Hex): Entry['hashes'] => (value === zeroHash ? [] : [{ name, value }])
