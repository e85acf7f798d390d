import { expect } from 'chai'
import { countOf } from '../../scripts/testing/count.ts'

describe('the count of a part of the tests', () => {
  it('adds what failed and what was skipped', () => {
    const output = '  3 passing (2s)\n  1 pending\n  2 failing\n'
    expect(countOf(output, 2)).to.deep.equal({ passed: 3, failed: 3 })
  })

  it('reads through the colours of a terminal', () => {
    expect(countOf('\u001B[92m \u001B[0m\u001B[32m 7 passing\u001B[0m\u001B[90m (12ms)\u001B[0m', 0)).to.deep.equal({
      passed: 7,
      failed: 0,
    })
  })

  it('is a failure without a summary, without tests, and with a bad exit after a good summary', () => {
    expect(countOf('', 0)).to.deep.equal({ passed: 0, failed: 1 })
    expect(countOf('  0 passing (1ms)\n', 0)).to.deep.equal({ passed: 0, failed: 1 })
    expect(countOf('  5 passing (1ms)\n', 1)).to.deep.equal({ passed: 5, failed: 1 })
  })
})
