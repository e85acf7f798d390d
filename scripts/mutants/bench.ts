import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Built, Reply, Request, Tested } from './bench/messages.ts'
import { CONFIG_NAME, copyProject } from './tree.ts'

const PROCESS = join(import.meta.dirname, 'bench/process.ts')

/** Beyond this, the answer of a bench is no longer waited for. A whole build takes most. */
const ANSWER_MS = 300_000
/** How often a bench is replaced, so that what tests leave behind does not pile up. */
const USES = 400

/** A bench did not answer, or ended. */
export class BenchLost extends Error {
  override readonly name = 'BenchLost'
}

/** A copy of the project, on which contracts are changed and tests run: the project itself is only read. */
export class Bench {
  readonly #root: string
  /** The copy. */
  readonly tree: string
  readonly #testMs: number
  #process: ChildProcess | undefined
  #uses = 0

  /**
   * @param root The project.
   * @param tree Where the copy goes.
   * @param testMs How long one test may take.
   */
  constructor(root: string, tree: string, testMs: number) {
    this.#root = root
    this.tree = tree
    this.#testMs = testMs
    copyProject(root, tree)
  }

  /** Compiles what depends on the changed files, and puts it where the tests find it. */
  async build(changed: Readonly<Record<string, string>>): Promise<Built> {
    this.#uses += 1
    if (this.#uses % USES === 0) this.close()
    const reply = await this.#ask({ kind: 'compile', changed })
    if (reply.kind !== 'built') throw new BenchLost(`Asked to build, it ${reply.kind}`)
    return reply
  }

  /** Whether the change leaves what would be deployed as it is. Takes as long as a build for deployment. */
  async isSame(changed: Readonly<Record<string, string>>): Promise<boolean> {
    const reply = await this.#ask({ kind: 'compare', changed })
    if (reply.kind !== 'compared') throw new BenchLost(`Asked to compare, it ${reply.kind}`)
    return reply.isSame
  }

  /** Runs a test file on what was built last, up to the first failure. */
  async test(file: string, title?: string): Promise<Tested> {
    const request: Request = title === undefined ? { kind: 'test', file } : { kind: 'test', file, title }
    const reply = await this.#ask(request)
    if (reply.kind !== 'tested') throw new BenchLost(`Asked to test, it ${reply.kind}`)
    return reply
  }

  close(): void {
    this.#process?.kill('SIGKILL')
    this.#process = undefined
  }

  async #ask(request: Request): Promise<Reply> {
    const process_ = this.#process ?? (await this.#start())
    process_.send(request)
    return this.#answer(process_)
  }

  async #start(): Promise<ChildProcess> {
    const args = [this.tree, join(this.#root, 'node_modules'), String(this.#testMs)]
    const process_ = fork(PROCESS, args, {
      cwd: this.tree,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...process.env, HARDHAT_CONFIG: join(this.tree, CONFIG_NAME), HARDHAT_DISABLE_TELEMETRY: 'true' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#process = process_
    await this.#answer(process_)
    return process_
  }

  async #answer(process_: ChildProcess): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const lose = (why: string) => {
        end()
        this.close()
        reject(new BenchLost(why))
      }
      const answered = (reply: Reply) => {
        end()
        resolve(reply)
      }
      const ended = (code: number | null, signal: string | null) => lose(`It ended (${code ?? signal})`)
      const timer = setTimeout(() => lose('It did not answer'), ANSWER_MS)
      const end = () => {
        clearTimeout(timer)
        process_.off('message', answered)
        process_.off('exit', ended)
      }
      process_.once('message', answered)
      process_.once('exit', ended)
    })
  }
}
