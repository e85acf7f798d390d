import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect } from 'chai'
import { ROOT } from '../../scripts/local/children.ts'

describe('npm run demo', function () {
  this.timeout(300_000)

  it('ends with 0, every check true on chain, and a picture', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/demo.ts'], {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: 280_000,
    })
    expect([...(stdout + stderr).matchAll(/^ {2}NO .*$/gm)].map(String)).to.deep.equal([])
    expect(status, stderr).to.equal(0)
    expect(stdout.match(/^ {2}yes /gm)).to.have.length(9)
    expect(existsSync(/The picture is (\S+)/.exec(stdout)?.[1] ?? '')).to.equal(true)
  })
})
