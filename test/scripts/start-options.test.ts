import { expect } from 'chai'
import { readStartOptions } from '../../scripts/start.ts'

describe('the options of npm start', () => {
  it('start all providers and the page unless told otherwise', () => {
    expect(readStartOptions([])).to.deep.equal({ web: true, agents: 3 })
    expect(readStartOptions(['--no-page', '--providers', '0'])).to.deep.equal({ web: false, agents: 0 })
    expect(readStartOptions(['--help'])).to.equal(undefined)
  })

  for (const value of ['abc', '-1', '4', '1.5', '']) {
    it(`refuse ${JSON.stringify(value)} providers and name what was expected`, () => {
      expect(() => readStartOptions([`--providers=${value}`])).to.throw(
        '--providers must be a whole number from 0 to 3',
      )
    })
  }
})
