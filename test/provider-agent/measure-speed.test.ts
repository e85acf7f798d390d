import { expect } from 'chai'
import { measureStepsPerSecond, SPEED_SAFETY, stated } from '../../provider-agent/src/index.ts'

describe('the speed of an agent', () => {
  it('is measured with a real run, and stated lower than any machine runs it', async function () {
    this.timeout(60_000)
    const speed = await measureStepsPerSecond(AbortSignal.timeout(60_000))
    // Between a tenth and a hundred times what a laptop of 2020 does.
    expect(Number(speed)).to.be.within(10_000_000, 10_000_000_000)
    expect(String(speed)).to.match(/^\d\d?0*$/)
  })

  it('is rounded down to two digits after the safety factor', () => {
    expect(stated(SPEED_SAFETY * 123_999_999n)).to.equal(120_000_000n)
    expect(stated(SPEED_SAFETY * 99n + 1n)).to.equal(99n)
    expect(stated(1n)).to.equal(1n)
  })

  it('is not measured when the agent is ended meanwhile', async () => {
    const error: unknown = await measureStepsPerSecond(AbortSignal.abort(new Error('ended'))).catch(
      (why: unknown) => why,
    )
    expect(error).to.be.instanceOf(Error).with.property('message', 'ended')
  })
})
