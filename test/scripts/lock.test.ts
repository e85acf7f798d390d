import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { expect } from 'chai'
import { ROOT } from '../../scripts/local/children.ts'
import { withLock } from '../../scripts/local/lock.ts'
import { buildPage } from '../../scripts/local/page.ts'

/** A process that takes the lock, says so, and keeps it until it is killed. */
async function holder(name: string) {
  const source = `import { withLock } from './scripts/local/lock.ts'
await withLock(${JSON.stringify(name)}, async () => { console.log('held'); await new Promise((r) => setTimeout(r, 60_000)) })`
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', source]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) if (line === 'held') break
  return child
}

describe('the lock of this machine', () => {
  it('lets one in at a time, in one process as between several', async () => {
    const name = `test-${randomUUID()}`
    let [inside, most] = [0, 0]
    const enter = () =>
      withLock(name, async () => {
        inside += 1
        most = Math.max(most, inside)
        await new Promise((resolve) => setTimeout(resolve, 20))
        inside -= 1
      })
    await Promise.all([enter(), enter(), enter(), enter()])
    expect(most).to.equal(1)
  })

  it('is free again when its holder is killed, and not before', async () => {
    const name = `test-${randomUUID()}`
    const child = await holder(name)
    const order: string[] = []
    const entering = withLock(name, async () => order.push('entered'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    order.push('killed')
    child.kill('SIGKILL')
    await entering
    expect(order).to.deep.equal(['killed', 'entered'])
  })

  it('is given up when the signal is aborted', async () => {
    const name = `test-${randomUUID()}`
    const child = await holder(name)
    const waiting = withLock(name, async () => 'entered', AbortSignal.timeout(100)).catch((error: unknown) => error)
    expect(await waiting).to.be.instanceOf(Error)
    child.kill('SIGKILL')
  })
})

describe('the build of the page', () => {
  it('happens once when two want it: the second waits and looks again', async () => {
    let [isStale, builds, atOnce] = [true, 0, 0]
    const build = async () => {
      atOnce += 1
      expect(atOnce).to.equal(1)
      await new Promise((resolve) => setTimeout(resolve, 50))
      builds += 1
      isStale = false
      atOnce -= 1
    }
    const want = () => buildPage(() => isStale, build)
    await Promise.all([want(), want(), want()])
    expect(builds).to.equal(1)
  })
})
