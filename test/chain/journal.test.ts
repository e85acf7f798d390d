import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { JournalCorruptError, JournalLockedError, JournalVersionError, openJournal } from '@millrace/chain'
import { expect } from 'chai'

const COMMIT_LOOP = fileURLToPath(new URL('fixture/commit-loop.ts', import.meta.url))

describe('Journal', () => {
  let folder: string
  const path = () => join(folder, 'journal.sqlite')

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-journal-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('keeps every acknowledged commit, without gaps, through twelve kills', async () => {
    let acknowledged = 0
    for (let kill = 0; kill < 12; kill++) {
      const child = spawn(process.execPath, [COMMIT_LOOP, path()], { stdio: ['ignore', 'pipe', 'inherit'] })
      let told = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
      await once(child.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, 5 + kill * 7))
      child.kill('SIGKILL')
      await once(child, 'close')
      const whole = told.slice(0, told.lastIndexOf('\n')).split('\n')
      acknowledged = Math.max(acknowledged, Number(whole.at(-1)))

      const journal = openJournal(path())
      const found = journal.db.prepare('select count(*) as n, max(number) as top from taken').get()
      const next = journal.db.prepare('select next from counter').get()
      journal.close()
      expect(found?.['top']).to.be.at.least(acknowledged)
      expect(found?.['n'], 'no gap').to.equal(found?.['top'])
      expect(next?.['next']).to.equal(found?.['top'])
    }
    expect(acknowledged, 'the children worked').to.be.greaterThan(100)
  })

  it('tells a second process that another agent uses the journal', async () => {
    const child = spawn(process.execPath, [COMMIT_LOOP, path()], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    expect(() => openJournal(path())).to.throw(JournalLockedError, 'Another agent uses this journal.')
    child.stdout.resume()
    child.kill('SIGKILL')
    await once(child, 'close')
    openJournal(path()).close()
  })

  it('refuses a second opening in the same process', () => {
    const journal = openJournal(path())
    expect(() => openJournal(path())).to.throw(JournalLockedError)
    journal.close()
  })

  it('refuses a damaged file', async () => {
    await writeFile(path(), 'this is not a database, and it is long enough to be read as the header of one'.repeat(20))
    expect(() => openJournal(path())).to.throw(JournalCorruptError)
  })

  it('syncs every commit to the disk', () => {
    const journal = openJournal(path())
    expect(journal.db.prepare('pragma synchronous').get()?.['synchronous']).to.equal(2)
    expect(journal.db.prepare('pragma journal_mode').get()?.['journal_mode']).to.equal('wal')
    expect(journal.db.prepare('pragma foreign_keys').get()?.['foreign_keys']).to.equal(1)
    journal.close()
  })

  it('rolls a failed part back alone and a failed whole entirely', () => {
    const journal = openJournal(':memory:')
    journal.migrate('test', ['create table t(n integer) strict'])
    const insert = (n: number) => journal.db.prepare('insert into t values(?)').run(n)
    const fail = () => {
      insert(2)
      throw new Error('part')
    }
    journal.transaction(() => {
      insert(1)
      expect(() => journal.transaction(fail)).to.throw('part')
      insert(3)
    })
    const whole = () =>
      journal.transaction(() => {
        insert(4)
        journal.transaction(fail)
      })
    expect(whole).to.throw('part')
    expect(
      journal.db
        .prepare('select n from t')
        .all()
        .map(({ n }) => n),
    ).to.deep.equal([1, 3])
  })

  it('refuses a transaction that waits, and keeps nothing of it', () => {
    const journal = openJournal(':memory:')
    journal.migrate('test', ['create table t(n integer) strict'])
    const waiting = () => journal.transaction(async (db) => db.prepare('insert into t values(1)').run())
    expect(waiting).to.throw(TypeError)
    expect(journal.db.prepare('select count(*) as n from t').get()?.['n']).to.equal(0)
  })

  it('runs each migration once, and refuses a newer journal and a changed step', () => {
    const journal = openJournal(':memory:')
    const steps = ['create table a(n integer) strict', 'insert into a values(1)']
    journal.migrate('test', steps)
    journal.migrate('test', steps)
    expect(journal.db.prepare('select count(*) as n from a').get()?.['n']).to.equal(1)
    expect(() => journal.migrate('test', steps.slice(0, 1))).to.throw(JournalVersionError)
    expect(() => journal.migrate('test', ['create table b(n integer) strict'])).to.throw(JournalVersionError)
  })
})
