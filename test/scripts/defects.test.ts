import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { ledgerOf, parseDefect, readDefects } from '../../scripts/defects/ledger.ts'
import { applyPatch, parsePatch } from '../../scripts/defects/patch.ts'
import { planted } from '../../scripts/defects/plant.ts'

const root = join(import.meta.dirname, '../..')
const directory = join(root, 'test/defects')

const diff = ['--- a/x', '+++ b/x', '@@ -2,3 +2,3 @@ f', ' b', '-c', '+C', ' d'].join('\n')
const patched = (text: string) => {
  const [patch] = parsePatch(diff)
  if (patch === undefined) throw new Error('No patch')
  return applyPatch(text, patch)
}

describe('a patch', () => {
  it('changes what it names, where it stands now', () => {
    expect(patched('a\nb\nc\nd\ne')).to.equal('a\nb\nC\nd\ne')
    expect(patched('new\nnew\nnew\na\nb\nc\nd\ne')).to.equal('new\nnew\nnew\na\nb\nC\nd\ne')
  })

  it('takes of several places the nearest', () => {
    expect(patched('a\nb\nc\nd\nb\nc\nd')).to.equal('a\nb\nC\nd\nb\nc\nd')
  })

  it('says what it cannot find', () => {
    expect(() => patched('a\nb\nd')).to.throw('x has nowhere what the patch changes: b\nc\nd')
  })

  it('is refused when it is none', () => {
    expect(() => parsePatch(`${diff}\n?`)).to.throw('No line of a diff: ?')
    expect(() => parsePatch('--- a/x\n+++ b/x\n-a')).to.throw('Before the first @@ of x: -a')
  })
})

describe('a planted defect', () => {
  const text = `Title: A hole\nBreaks: P1, P2\nTest: test/a.test.ts\nCase: holds\n\n${diff}\n`

  it('names its promise and its test', () => {
    const { files, ...rest } = parseDefect('hole', text)
    expect(rest).to.deep.equal({
      name: 'hole',
      title: 'A hole',
      promise: 'P1, P2',
      test: 'test/a.test.ts',
      testTitle: 'holds',
    })
    expect(files.map(({ file }) => file)).to.deep.equal(['x'])
  })

  it('is refused when it does not', () => {
    expect(() => parseDefect('hole', text.replace('P1, P2', 'nothing'))).to.throw(
      'hole.patch breaks no promise: nothing',
    )
    expect(() => parseDefect('hole', text.replace('Case: holds', ''))).to.throw('hole.patch has no line "Case: …"')
    expect(() => parseDefect('hole', text.slice(0, text.indexOf('--- ')))).to.throw('hole.patch')
  })
})

describe('the defect ledger', () => {
  const defects = readDefects(directory)

  it('has at least forty, and each can be planted', () => {
    expect(defects.length).to.be.at.least(40)
    for (const defect of defects) {
      for (const [file, source] of Object.entries(planted(defect, root))) {
        expect(source, defect.name).to.not.equal(readFileSync(join(root, file), 'utf8'))
      }
      expect(existsSync(join(root, defect.test)), `${defect.name}: ${defect.test}`).to.equal(true)
    }
  })

  it('has a row for each promise of the escrow that code can break', () => {
    const broken = new Set(defects.flatMap(({ promise }) => promise.split(', ')))
    expect([...broken]).to.include.members(['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P17'])
  })

  it('is what test/defects/ledger.md says (npm run defects -- --ledger writes it)', async () => {
    expect(readFileSync(join(directory, 'ledger.md'), 'utf8')).to.equal(await ledgerOf(defects))
  })
})
