import { expect } from 'chai'
import fc from 'fast-check'
import { freeCapacity, hasRoom, pendingStake, taskStates, type Task } from '../../provider-agent/src/index.ts'

const offered = { cpu: 4, memoryBytes: 4096n, diskBytes: 0n, gpu: 0 }
const task = fc.record<Task>({
  job: fc.constant('0x01'),
  attempt: fc.constant(1),
  state: fc.constantFrom(...taskStates),
  cpu: fc.integer({ min: 1, max: 4 }),
  memoryBytes: fc.bigInt({ min: 1n, max: 4096n }),
  stake: fc.bigInt({ min: 0n, max: 100n }),
  commitment: fc.constant(undefined),
})

describe('the capacity of an agent', () => {
  it('is never overbooked, whatever comes in whichever order', () => {
    fc.assert(
      fc.property(fc.array(task, { maxLength: 40 }), (coming) => {
        const taken: Task[] = []
        for (const next of coming) {
          const resources = { ...offered, cpu: next.cpu, memoryBytes: next.memoryBytes }
          if (hasRoom(freeCapacity(offered, taken), resources)) taken.push(next)
        }
        const busy = taken.filter(({ state }) => state === 'accepting' || state === 'running')
        expect(busy.reduce((sum, { cpu }) => sum + cpu, 0)).to.be.at.most(offered.cpu)
        expect(Number(busy.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0n))).to.be.at.most(4096)
      }),
    )
  })

  it('holds the stake of every acceptance under way, and of no other task', () => {
    fc.assert(
      fc.property(fc.array(task), (tasks) => {
        const accepting = tasks.filter(({ state }) => state === 'accepting')
        expect(pendingStake(tasks)).to.equal(accepting.reduce((sum, { stake }) => sum + stake, 0n))
      }),
    )
  })
})
