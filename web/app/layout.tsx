import '@fontsource-variable/inter/opsz.css'
import 'sonner/dist/styles.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { themeScript } from '../lib/theme.ts'
import { Providers } from './providers.tsx'

export const metadata: Metadata = {
  title: { default: 'Millrace · a market for compute', template: '%s · Millrace' },
  description:
    'Post a job with its price in escrow. A provider runs it, a verifier checks the proof, and whoever did the work is paid.',
  referrer: 'no-referrer',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f3f7f5' },
    { media: '(prefers-color-scheme: dark)', color: '#081619' },
  ],
}

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
