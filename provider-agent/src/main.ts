import { parseArgs } from 'node:util'
import { MillraceError } from '@millrace/sdk'
import { pino } from 'pino'
import { startAgent } from './agent.ts'
import { readConfig } from './config/config.ts'

const help = `The provider's agent of a Millrace market.

  node provider-agent/src/main.ts start  --config <file.json>   takes fitting jobs until it is stopped
  node provider-agent/src/main.ts status --config <file.json>   what a running agent does, as JSON

The file holds rpcUrl, deployment (path), keyFile (path), dataDir, gateways, offer, and optionally gatewayPort, statusPort,
publicGateway, allowLoopback, withdrawAbove, pollMs, confirmations, cacheBytes, drainMs: see src/config/config.ts. The first
Ctrl-C withdraws the offer and lets running jobs end, the second one stops at once.
Exit codes: 0 stopped, 1 do not restart, 75 try again.`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { config: { type: 'string' }, help: { type: 'boolean' } },
  })
  const [command] = positionals
  if (values.help === true || values.config === undefined || (command !== 'start' && command !== 'status')) {
    console.log(help)
    return values.help === true ? 0 : 1
  }
  return command === 'start' ? start(values.config) : status(values.config)
}

async function start(file: string): Promise<number> {
  const log = pino({ base: { room: 'provider-agent' } })
  try {
    const agent = await startAgent(readConfig(file), log)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void agent.stop())
    await agent.ended
    return 0
  } catch (error) {
    const known = error instanceof MillraceError
    const code = known ? error.code : undefined
    log.fatal({ event: 'failed', error: error instanceof Error ? error.message : String(error), code })
    return known && !error.retryable ? 1 : 75
  }
}

async function status(file: string): Promise<number> {
  const { statusPort } = readConfig(file)
  try {
    const [health, jobs] = await Promise.all(
      ['health', 'jobs'].map(async (path) => (await fetch(`http://127.0.0.1:${statusPort}/${path}`)).json()),
    )
    console.log(JSON.stringify({ health, jobs }, null, 2))
    return 0
  } catch {
    console.error(`No agent answers on port ${statusPort} of this machine. Start it first.`)
    return 75
  }
}

process.exitCode = await main()
