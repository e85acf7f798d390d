import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g
const CSP_META = /<meta http-equiv="Content-Security-Policy"[^>]*>/

/** Where the page may connect: itself, any https or wss service that config.json names, and loopback for a local market. */
const CONNECT = "'self' https: wss: http://127.0.0.1:* http://localhost:* ws://127.0.0.1:* ws://localhost:*"

/** The policy of one page: its own inline scripts by hash, and no other script from anywhere. */
export function policyFor(html: string): string {
  const hashes = new Set<string>()
  for (const [, body] of html.matchAll(INLINE_SCRIPT)) {
    if (body) hashes.add(`'sha256-${createHash('sha256').update(body).digest('base64')}'`)
  }
  return [
    `default-src 'self'`,
    // Compiling WebAssembly is allowed, so that a job may be run again in the page; eval of JavaScript is not.
    `script-src 'self' 'wasm-unsafe-eval' ${[...hashes].join(' ')}`.trimEnd(),
    // Radix writes a style element while a dialog locks the scroll.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src ${CONNECT}`,
    `worker-src 'self' blob:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
}

/** The page with its policy in a meta element, first in the head: it then holds on any static host. */
export function withPolicy(html: string): string {
  const bare = html.replace(CSP_META, '')
  if (!bare.includes('<head>')) throw new Error('a page without <head> cannot carry its policy')
  return bare.replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policyFor(bare)}">`)
}

function main(out: string): void {
  const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'))
  for (const page of pages) {
    const path = join(out, page)
    writeFileSync(path, withPolicy(readFileSync(path, 'utf8')))
  }
  console.log(`${pages.length} pages carry their content security policy`)
}

if (import.meta.main) {
  main(process.argv[2] ?? fileURLToPath(new URL('../out', import.meta.url)))
}
