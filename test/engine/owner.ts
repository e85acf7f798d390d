// A process that runs a job which says a word and then never ends; prints the id of the job's process and waits to be killed.
import { execFileSync } from 'node:child_process'
import { runInChild } from '@millrace/engine/node'
import { ascii, buildModule, i32, op, requestFor, VOID } from './module-builder.ts'

const speakThenSpin = buildModule({
  imports: ['fd_write'],
  functions: [
    {
      type: ':',
      name: '_start',
      code: [...i32(1), ...i32(0), ...i32(1), ...i32(8), op.call, 0, op.drop, op.loop, VOID, op.br, 0, op.end],
    },
  ],
  data: [{ at: 0, bytes: [16, 0, 0, 0, 4, 0, 0, 0, ...ascii('\0'.repeat(8)), ...ascii('here')] }],
})

// The word shows that the job has this child's thread for itself from now on.
await runInChild(requestFor(speakThenSpin, { limits: { steps: 2n ** 62n } }), {
  wallMs: 60_000,
  onLog: () => {
    const line = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
      .split('\n')
      .find((text) => text.trim().split(/\s+/)[1] === String(process.pid) && text.includes('child-main.ts'))
    process.stdout.write(`${line?.trim().split(/\s+/)[0]}\n`)
  },
})
