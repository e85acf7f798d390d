// A local chain as a process of its own: prints one line of JSON with its URL, and ends with whoever started it.
import { network } from 'hardhat'

const server = await network.createServer('local', '127.0.0.1', Number(process.argv[2] ?? 0))
const { address, port } = await server.listen()
process.stdout.write(`${JSON.stringify({ url: `http://${address}:${port}` })}\n`)

const end = (): void => {
  process.exit(0)
}
process.on('disconnect', end)
process.on('SIGTERM', end)
// A Ctrl-C reaches the whole group: the starter decides the order in which its children end.
process.on('SIGINT', () => {})
await server.afterClosed()
