// A bench: a process that compiles a changed contract of a copy of the project and runs tests of the copy on it. See ../bench.ts.
import { argv } from 'node:process'
import { Builds } from './builds.ts'
import type { Reply, Request } from './messages.ts'
import { Suite } from './suite.ts'

const [, , root = '', packages = '', timeout = ''] = argv
const suite = new Suite(root, Number(timeout))
const builds = new Builds(root, packages)

async function answer(request: Request): Promise<Reply> {
  switch (request.kind) {
    case 'compile':
      return builds.build(request.changed)
    case 'compare':
      return { kind: 'compared', isSame: builds.isSame(request.changed) }
    case 'test':
      return suite.test(request.file, request.title)
  }
}

function say(reply: Reply): void {
  process.send?.(reply)
}

process.on('message', (request: Request) => {
  void answer(request).then(say, (error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
// Ctrl-C is for the process that asks: it ends this one.
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
say({ kind: 'ready' })
