import type { LogChunk } from '@millrace/engine'
import { expect } from 'chai'
import { Log } from '../../engine/src/log.ts'

const BYTES = 300_000

describe('Log', () => {
  it('tells a watcher of single bytes in few pieces, all of them', () => {
    const chunks: LogChunk[] = []
    const log = new Log(BYTES, (chunk) => chunks.push(chunk))
    const beganMs = performance.now()
    for (let count = 0; count < BYTES; count += 1) log.write('stderr', Uint8Array.of(count % 251))
    log.flush()
    // One at the start, one for each 64 KiB, one for each 50 ms, one at the end.
    expect(chunks.length).to.be.within(5, 7 + (performance.now() - beganMs) / 50)
    expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).equals(log.contents('stderr'))).to.equal(true)
    let offset = 0
    for (const chunk of chunks) {
      expect(chunk).to.include({ stream: 'stderr', offset })
      offset += chunk.bytes.length
    }
  })

  it('keeps what it was given, though the giver writes over it', () => {
    const log = new Log(10, undefined)
    const bytes = Uint8Array.of(1, 2)
    log.write('stdout', bytes)
    bytes.fill(9)
    log.write('stdout', bytes)
    expect([...log.contents('stdout')]).to.deep.equal([1, 2, 9, 9])
  })
})
