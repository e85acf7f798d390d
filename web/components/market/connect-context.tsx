'use client'
import { createContext, useContext } from 'react'

const ConnectContext = createContext<(() => void) | undefined>(undefined)

/** Gives the way to open the wallet dialog, which the header owns. */
export const ConnectProvider = ConnectContext.Provider

/** Opens the wallet dialog. */
export function useOpenWallets(): () => void {
  const open = useContext(ConnectContext)
  if (!open) throw new Error('useOpenWallets is used outside of ConnectProvider')
  return open
}
