import * as sdk from '@millrace/sdk'
import { expect } from 'chai'
import { readFileSync, writeFileSync } from 'node:fs'

const snapshot = 'snapshots/sdk-exports.json'

describe('the sdk', function () {
  it('exports what its snapshot says (UPDATE_SNAPSHOTS=1 writes a new one, to be reviewed like code)', function () {
    const names = Object.entries(sdk)
      .map(([name, value]) => `${name}: ${typeof value}`)
      .toSorted()
    if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(snapshot, `${JSON.stringify(names, null, 2)}\n`)
    expect(names).to.deep.equal(JSON.parse(readFileSync(snapshot, 'utf8')))
  })
})
