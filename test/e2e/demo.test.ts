import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { THANKS } from '@millrace/sdk'
import { expect } from 'chai'
import { ROOT } from '../../scripts/local/children.ts'

/** Six tiles, the option's price, and the endless job that is paid by its share. */
const SETTLED = 8
/** Requester, three providers, committee, liar, no-show, and what burned. */
const ACCOUNTS = 8

describe('npm run demo', function () {
  this.timeout(300_000)

  it('ends with 0: every check and every account true on chain, both parties told once per job, and a picture', () => {
    const { status, stdout, stderr } = spawnSync('npm', ['run', 'demo'], {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: 280_000,
    })
    expect([...(stdout + stderr).matchAll(/^ {2}NO .*$|NOT EQUAL/gm)].map(String)).to.deep.equal([])
    expect(status, stderr).to.equal(0)
    expect(stdout.match(/^ {2}yes /gm)).to.have.length(10)
    expect(stdout.match(/ equal$/gm)).to.have.length(ACCOUNTS)
    const told = [...stdout.matchAll(new RegExp(`(requester|brook|weir|millpond) is told: "${THANKS}"$`, 'gm'))]
    expect(told.filter(([, who]) => who?.includes('requester'))).to.have.length(SETTLED)
    expect(told).to.have.length(2 * SETTLED)
    expect(existsSync(/The picture is (\S+)/.exec(stdout)?.[1] ?? '')).to.equal(true)
  })
})
