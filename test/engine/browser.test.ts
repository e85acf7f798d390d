import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { run } from '@millrace/engine'
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../web/helpers/browser.ts'
import { fingerprint, sampleRequest } from './samples.ts'

const SOURCE = new URL('../../engine/src/', import.meta.url)
/** Jobs that the page runs, by the name of a sample. */
const JOBS = ['csv-report', 'mandelbrot', 'exit-code', 'option-price']

/** Serves the engine's own files, with the types taken out, as any static server would serve a build. */
function serve(): Server {
  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/')
      return void response.setHeader('content-type', 'text/html').end('<!doctype html><title>engine</title>')
    const file = new URL(`.${path}`, SOURCE)
    if (!file.href.startsWith(SOURCE.href) || !existsSync(file)) return void response.writeHead(404).end()
    response.setHeader('content-type', 'text/javascript').end(stripTypeScriptTypes(readFileSync(file, 'utf8')))
  })
}

/** Runs in the page: `text` is a request as `fingerprint` writes it. Bytes and steps come back as text. */
async function inPage({ text, stopAfterMs }: { text: string; stopAfterMs: number }): Promise<string> {
  const bytes = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (one) => one.codePointAt(0) ?? 0)
  const told = JSON.parse(text)
  const request = {
    ...told,
    module: bytes(told.module),
    seed: bytes(told.seed),
    files: told.files.map((file: { path: string; bytes: string }) => ({ path: file.path, bytes: bytes(file.bytes) })),
    limits: { ...told.limits, steps: BigInt(told.limits.steps) },
  }
  const engine = '/browser/index.ts'
  const { runInWorker } = await import(engine)
  const options = stopAfterMs > 0 ? { signal: AbortSignal.timeout(stopAfterMs) } : {}
  try {
    const result: unknown = await runInWorker(request, options)
    return JSON.stringify(result, (_, value: unknown) => {
      if (typeof value === 'bigint') return String(value)
      return value instanceof Uint8Array ? btoa(Array.from(value, (one) => String.fromCodePoint(one)).join('')) : value
    })
  } catch (error) {
    return error instanceof Error ? error.name : String(error)
  }
}

describe('runInWorker, in Chromium', () => {
  let browser: Browser | undefined
  let server: Server

  before(async () => {
    server = serve()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    browser = await launchChromium()
  })

  after(async () => {
    await browser?.close()
    server?.close()
  })

  async function ask(text: string, stopAfterMs = 0): Promise<string> {
    const page = await browser?.newPage()
    if (page === undefined) throw new Error('no browser')
    const address = server.address()
    await page.goto(`http://127.0.0.1:${portOf(address)}/`)
    const answer = await page.evaluate(inPage, { text, stopAfterMs })
    await page.close()
    return answer
  }

  for (const name of JOBS)
    it(`gives for ${name} the same bytes and steps as Node`, async () => {
      const request = sampleRequest(name)
      expect(await ask(fingerprint(request))).to.equal(fingerprint(run(request)))
    })

  it('rejects what is no module, as everywhere', async () => {
    expect(await ask(fingerprint({ ...sampleRequest('exit-code'), module: new Uint8Array([1]) }))).to.equal(
      'ModuleRejected',
    )
  })

  it('stops an endless job when asked', async () => {
    expect(await ask(fingerprint(sampleRequest('endless', { limits: { steps: 2n ** 62n } })), 300)).to.equal(
      'RunInterrupted',
    )
  })
})

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}
