import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { artifacts, hooks } from 'hardhat'
import Mocha from 'mocha'
import type { Tested } from './messages.ts'

class Silent extends Mocha.reporters.Base {}

/** Runs test files of one tree in this process, again and again: each run loads them anew, and gives them chains of their own. */
export class Suite {
  readonly #root: string
  readonly #timeoutMs: number
  #run = 0
  readonly #chains: { close(): Promise<void> }[] = []
  readonly #asked = new Set<string>()

  constructor(root: string, timeoutMs: number) {
    this.#root = root
    this.#timeoutMs = timeoutMs
    const tests = pathToFileURL(join(root, 'test/')).href
    registerHooks({
      resolve: (specifier, context, next) => {
        const found = next(specifier, context)
        return found.url.startsWith(tests) ? { ...found, url: `${found.url}?run=${this.#run}` } : found
      },
    })
    hooks.registerHandlers('network', {
      newConnection: async (context, next) => {
        const connection = await next(context)
        this.#chains.push(connection)
        return connection
      },
    })
    const read = artifacts.readArtifact.bind(artifacts)
    const noted = (name: string) => {
      this.#asked.add(name.slice(name.lastIndexOf(':') + 1))
      return read(name)
    }
    Object.defineProperty(artifacts, 'readArtifact', { value: noted })
    // The same draws for every mutant, and no time for a small counterexample: that there is one is enough.
    fc.configureGlobal({ seed: 1, endOnFailure: true })
    // A test that gave up may leave promises behind, which end during the next one: they are no verdict on it. The compiler, too,
    // listens, and would end this process.
    process.removeAllListeners('unhandledRejection').removeAllListeners('uncaughtException')
    process.on('unhandledRejection', () => {}).on('uncaughtException', () => {})
  }

  /** Runs a file up to its first failure; of its tests only those with `title` in their names, if it is given. */
  async test(file: string, title?: string): Promise<Tested> {
    this.#run += 1
    this.#asked.clear()
    const began = performance.now()
    const options = { bail: true, timeout: this.#timeoutMs, reporter: Silent }
    const mocha = new Mocha(title === undefined ? options : { ...options, fgrep: title })
    const path = join(this.#root, file)
    const tested = (rest: Outcome): Tested => ({
      kind: 'tested',
      ms: Math.round(performance.now() - began),
      contracts: [...this.#asked],
      ...rest,
    })
    try {
      mocha.suite.emit('pre-require', globalThis, path, mocha)
      await import(pathToFileURL(path).href)
      mocha.suite.emit('post-require', globalThis, path, mocha)
      return tested(await outcomeOf(mocha))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return tested({ passed: 0, failure: { title: 'while it was loaded', message, isTimeout: false } })
    } finally {
      await Promise.allSettled(this.#chains.splice(0).map((chain) => chain.close()))
    }
  }
}

type Outcome = Pick<Tested, 'passed' | 'failure'>

async function outcomeOf(mocha: Mocha): Promise<Outcome> {
  return new Promise((resolve) => {
    let passed = 0
    let failure: Tested['failure']
    const runner = mocha.run(() => {
      mocha.dispose()
      resolve(failure === undefined ? { passed } : { passed, failure })
    })
    runner.on('pass', () => {
      passed += 1
    })
    runner.on('fail', (test, error: Error) => {
      const isTimeout = 'code' in error && error.code === 'ERR_MOCHA_TIMEOUT'
      failure ??= { title: test.fullTitle(), message: error.message, isTimeout }
    })
  })
}
