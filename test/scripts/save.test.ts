import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { save, whyUnsavable } from '../../scripts/requester/save.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('what a job leaves behind', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'millrace-save-'))
  })

  it('is saved beside its logs, which overwrite no output of any name', () => {
    const outputs = ['stdout.txt', 'a/b.txt'].map((path) => ({ path, bytes: bytes(`output ${path}`) }))
    const lines = save({ outputs, stdout: bytes('said'), stderr: bytes('complained') }, join(folder, 'out'))
    expect(lines).to.have.length(4)
    const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
    expect(read('out/stdout.txt')).to.equal('output stdout.txt')
    expect(read('out/a/b.txt')).to.equal('output a/b.txt')
    expect([read('out-logs/stdout.txt'), read('out-logs/stderr.txt')]).to.deep.equal(['said', 'complained'])
  })

  it('has no place where a file is already', () => {
    writeFileSync(join(folder, 'out'), '')
    expect(whyUnsavable(join(folder, 'out'))).to.match(/out is a file: name another folder/)
    expect(whyUnsavable(folder)).to.equal(undefined)
    expect(whyUnsavable(join(folder, 'a', 'b', 'c'))).to.equal(undefined)
    expect(readdirSync(folder), 'a look leaves nothing behind').to.deep.equal(['out'])
  })

  it('has no place where nothing can be written, which shows before anything is paid', () => {
    expect(whyUnsavable('/proc/millrace/out')).to.equal('nothing can be written to /proc: name another folder')
  })
})
