import { runInChild } from '@millrace/engine/node'
import { expect } from 'chai'
import { accepted } from './hostile/accepted.ts'
import { rejected } from './hostile/rejected.ts'

const WALL_MS = 30_000
const MEBIBYTE = 2 ** 20

describe('hostile modules, in a child process', function () {
  this.timeout(WALL_MS)

  for (const { name, request, reason, hostAccepts } of rejected)
    it(`reject ${name} as "${reason}"`, async () => {
      expect(WebAssembly.validate(new Uint8Array(request.module))).to.equal(hostAccepts)
      const outcome = await runInChild(request, { wallMs: WALL_MS, residentBytes: 256 * MEBIBYTE })
      expect(outcome).to.deep.include({ kind: 'rejected', reason })
    })

  for (const { name, request, exit, mostResidentMb } of accepted)
    it(`end ${name} by ${Object.values(exit).join(' ')}`, async () => {
      const outcome = await runInChild(request, { wallMs: WALL_MS, residentBytes: mostResidentMb * MEBIBYTE })
      if (outcome.kind !== 'finished') throw new Error(JSON.stringify(outcome))
      expect(outcome.result.exit).to.deep.equal(exit)
      expect(outcome.usage.peakResidentBytes).to.be.lessThan(mostResidentMb * MEBIBYTE)
    })
})
