import { expect } from 'chai'
import { after } from '../../engine/src/node/after.ts'

/** Timers are asked for at most this much, so that a wait takes several. */
const MOST_MS = 5

describe('after', () => {
  it('waits longer than one timer can', async () => {
    const beganMs = performance.now()
    await new Promise<void>((resolve) => void after(22, resolve, MOST_MS))
    expect(performance.now() - beganMs).to.be.at.least(21)
  })

  it('does nothing once cancelled, in whichever of its timers', async () => {
    let called = false
    const cancel = after(20, () => (called = true), MOST_MS)
    await new Promise<void>((resolve) => void after(12, resolve))
    cancel()
    await new Promise<void>((resolve) => void after(20, resolve))
    expect(called).to.equal(false)
  })
})
