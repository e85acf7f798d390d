import { expect } from 'chai'
import fc from 'fast-check'
import { freeCapacity, hasRoom, pendingStake, taskStates, type Task } from '../../provider-agent/src/index.ts'

const offered = { cpu: 4, memoryBytes: 4096n, diskBytes: 4096n, gpu: 2 }
const task = fc.record<Task>({
  job: fc.constant('0x01'),
  attempt: fc.constant(1),
  state: fc.constantFrom(...taskStates),
  resources: fc.record({
    cpu: fc.integer({ min: 1, max: 2 }),
    memoryBytes: fc.bigInt({ min: 1n, max: 2048n }),
    diskBytes: fc.bigInt({ min: 0n, max: 4096n }),
    gpu: fc.nat(2),
  }),
  tries: fc.constant(0),
  stake: fc.bigInt({ min: 0n, max: 100n }),
  commitment: fc.constant(undefined),
})

describe('the capacity of an agent', () => {
  it('is never overbooked, whatever comes in whichever order', () => {
    fc.assert(
      fc.property(fc.array(task, { maxLength: 40 }), (coming) => {
        const taken: Task[] = []
        for (const next of coming) if (hasRoom(freeCapacity(offered, taken), next.resources)) taken.push(next)
        const busy = taken.filter(({ state }) => state === 'accepting' || state === 'running')
        for (const name of ['cpu', 'memoryBytes', 'diskBytes', 'gpu'] as const) {
          const sum = busy.reduce((total, { resources }) => total + BigInt(resources[name]), 0n)
          expect(Number(sum), name).to.be.at.most(Number(offered[name]))
        }
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
