'use client'
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { usePublicClient } from 'wagmi'
import { LogBook, type ChainView } from '../../lib/log-book.ts'
import { useMarket } from './market-context.tsx'

/** How often the page looks at the chain, in milliseconds: an event shows within a second of its block. */
const POLL_MS = 700

const ChainContext = createContext<LogBook | undefined>(undefined)

/** Follows the market's contracts as long as it is mounted. One follower serves every list on the page. */
export function ChainProvider({ children }: { readonly children: ReactNode }) {
  const { escrow, offerBook, chainId, startBlock } = useMarket()
  const client = usePublicClient({ chainId })
  const book = useMemo(
    () => (client ? new LogBook(client, [escrow, offerBook], startBlock) : undefined),
    [client, escrow, offerBook, startBlock],
  )
  useEffect(() => {
    const stop = new AbortController()
    void book?.follow(POLL_MS, stop.signal)
    return () => stop.abort()
  }, [book])
  return <ChainContext.Provider value={book}>{children}</ChainContext.Provider>
}

const NOTHING: ChainView = { logs: [], headTime: undefined, head: undefined, readAtMs: 0, error: undefined }
const nothing = (): ChainView => NOTHING
const neverChanges = () => () => undefined

/** What the page knows of the chain now. */
export function useChain(): ChainView {
  const book = useContext(ChainContext)
  return useSyncExternalStore(book?.subscribe ?? neverChanges, book?.view ?? nothing, nothing)
}

/** The chain's time in Unix seconds, going on between blocks, at a tick per second; undefined before the first block is seen. */
export function useChainTime(): bigint | undefined {
  const { headTime, readAtMs } = useChain()
  const [nowMs, setNowMs] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  if (headTime === undefined) return undefined
  return headTime + BigInt(Math.max(0, Math.floor((nowMs - readAtMs) / 1000)))
}
