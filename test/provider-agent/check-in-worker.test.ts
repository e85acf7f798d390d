import { runRequest } from '@millrace/sdk'
import { expect } from 'chai'
import { checkInWorker, JobRejectedError } from '../../provider-agent/src/index.ts'
import { exampleSpec } from '../sdk/example.ts'
import { sample } from './fixture/agent-world.ts'

const requestFor = (module: Uint8Array) => runRequest({ spec: { ...exampleSpec, inputs: [] }, module, inputs: [] })
const errorOf = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error)

describe('the check of a job before it is accepted', () => {
  it('passes what the engine runs, and says how long it took', async () => {
    expect(await checkInWorker(requestFor(sample('raytracer')), 20_000, AbortSignal.timeout(20_000))).to.be.above(0)
  })

  it("rejects what the engine rejects, in the engine's words", async () => {
    const error = await errorOf(checkInWorker(requestFor(new Uint8Array(9)), 20_000, AbortSignal.timeout(20_000)))
    expect(error)
      .to.be.instanceOf(JobRejectedError)
      .with.property('message')
      .that.matches(/not a WebAssembly module/)
  })

  it('rejects what takes too long to check, and leaves when it is told to', async () => {
    const request = requestFor(sample('raytracer'))
    const slow = await errorOf(checkInWorker(request, 1, AbortSignal.timeout(20_000)))
    expect(slow)
      .to.be.instanceOf(JobRejectedError)
      .with.property('message')
      .that.matches(/more than 1 ms/)
    const ended = await errorOf(checkInWorker(request, 20_000, AbortSignal.abort(new Error('ended'))))
    expect(ended).to.be.instanceOf(Error).with.property('message', 'ended')
  })
})
