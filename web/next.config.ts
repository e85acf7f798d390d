import type { NextConfig } from 'next'

const basePath = process.env['BASE_PATH'] ?? ''

const config: NextConfig = {
  output: 'export',
  trailingSlash: true,
  images: { unoptimized: true },
  reactStrictMode: true,
  // The rooms export their TypeScript sources; the page compiles them with its own.
  transpilePackages: ['@millrace/sdk', '@millrace/engine'],
  env: { NEXT_PUBLIC_BASE_PATH: basePath },
  ...(basePath ? { basePath } : {}),
}

export default config
