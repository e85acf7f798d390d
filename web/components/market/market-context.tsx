'use client'
import { createContext, useContext } from 'react'
import type { PageConfig } from '../../lib/config.ts'

const MarketContext = createContext<PageConfig | undefined>(undefined)

/** Gives the parsed config.json to everything below. */
export const MarketProvider = MarketContext.Provider

/** The market that this page shows. */
export function useMarket(): PageConfig {
  const config = useContext(MarketContext)
  if (!config) throw new Error('useMarket is used outside of MarketProvider')
  return config
}
