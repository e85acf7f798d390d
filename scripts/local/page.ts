import { existsSync, globSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { Children, ROOT } from './children.ts'
import { withLock } from './lock.ts'

const OUT = join(ROOT, 'web/out')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** A page that is served. */
export type Page = { readonly url: string; close(): Promise<void> }

/** Whether the built page is missing or older than a source of it. */
export function isPageStale(): boolean {
  const built = join(OUT, 'index.html')
  if (!existsSync(built)) return true
  const builtMs = statSync(built).mtimeMs
  const sources = globSync(
    ['web/{app,components,features,lib,tools}/**/*.{ts,tsx,css}', 'web/*.{ts,mjs,json}', '{sdk,engine}/src/**/*.ts'],
    { cwd: ROOT },
  )
  return sources.some((path) => !path.endsWith('next-env.d.ts') && statSync(join(ROOT, path)).mtimeMs > builtMs)
}

/**
 * Builds the page unless it is built and fresh. One build at a time on this machine: who comes second waits, and looks again.
 *
 * @throws Error with the end of the build's output when it fails.
 */
export async function buildPage(isStale = isPageStale, build = runBuild): Promise<void> {
  await withLock('page', async () => {
    if (isStale()) await build()
  })
}

async function runBuild(): Promise<void> {
  const logFile = join(ROOT, `.millrace/logs/page-${process.pid}.log`)
  const children = new Children()
  try {
    const command = ['npm', 'run', 'build', '--workspace', '@millrace/web']
    const why = await children.run('page', command, logFile, { NEXT_TELEMETRY_DISABLED: '1' }).ended
    if (why !== 'exit 0')
      throw new Error(`The page could not be built (${why}):\n${tail(await readFile(logFile, 'utf8'))}`)
  } finally {
    await children.stop()
  }
}

const tail = (text: string): string => text.slice(-4_000)

/** Serves the built page on a free port of 127.0.0.1, with `config` as its config.json. */
export async function servePage(config: object): Promise<Page> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', config).then(({ status, type, body }) => {
      response.writeHead(status, {
        'Content-Type': type,
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-cache',
      })
      response.end(request.method === 'HEAD' ? undefined : body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The page found no free port of 127.0.0.1')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Answer = { readonly status: number; readonly type: string; readonly body: string | Uint8Array }

async function answer(requestUrl: string, config: object): Promise<Answer> {
  const path = decodePath(requestUrl)
  if (path === '/config.json') return { status: 200, type: 'application/json', body: JSON.stringify(config, null, 2) }
  const file = normalize(join(OUT, path?.endsWith('/') ? `${path}index.html` : (path ?? '/404.html')))
  // Nothing outside the built page, whatever the path says.
  const isInside = file.startsWith(OUT + sep)
  const body = isInside ? await readFile(file).catch(() => undefined) : undefined
  if (body !== undefined) return { status: 200, type: types[extname(file)] ?? 'application/octet-stream', body }
  const missing = await readFile(join(OUT, '404.html')).catch(() => 'Not found')
  return { status: 404, type: 'text/html; charset=utf-8', body: missing }
}

function decodePath(requestUrl: string): string | undefined {
  try {
    return decodeURIComponent(new URL(requestUrl, 'http://page').pathname)
  } catch {
    return undefined
  }
}
