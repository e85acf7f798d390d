import { parseArgs } from 'node:util'
import { MillraceError } from '@millrace/sdk'
import { pino } from 'pino'
import { readConfig } from './config.ts'
import { startMember } from './member.ts'

const help = `A member of a Millrace committee.

  node oracle/src/main.ts --config <file.json>

The file holds rpcUrl, deployment (path), keyFile (path), dataDir, gateways, peers, and optionally port, allowLoopback, pollMs, judgesAtOnce.
Exit codes: 0 stopped, 1 do not restart, 75 try again.`

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help === true || values.config === undefined) {
    console.log(help)
    return values.help === true ? 0 : 1
  }
  const log = pino({ base: { room: 'oracle' } })
  try {
    const member = await startMember(readConfig(values.config), log)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void member.stop().catch(() => {}))
    await member.ended
    return 0
  } catch (error) {
    const known = error instanceof MillraceError
    log.fatal({
      event: 'failed',
      error: error instanceof Error ? error.message : String(error),
      code: known ? error.code : undefined,
    })
    return known && !error.retryable ? 1 : 75
  }
}

process.exitCode = await main()
