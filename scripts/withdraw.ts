// Takes an account's balance out of the escrow:  MILLRACE_KEY=0x… node scripts/withdraw.ts RPC_URL deployment.json [TO]
import { formatUnits, Wallet } from 'ethers'
import { connect, contractAt } from './requester/market.ts'

const [rpcUrl, deploymentFile, to] = process.argv.slice(2)
const key = process.env['MILLRACE_KEY']
if (!rpcUrl || !deploymentFile || !key) {
  console.error('usage: MILLRACE_KEY=0x… node scripts/withdraw.ts RPC_URL deployment.json [TO]')
  process.exit(2)
}
const { provider, deployment } = await connect(rpcUrl, deploymentFile)
const { address, symbol, decimals } = deployment.token
const account = new Wallet(key, provider)
const escrow = contractAt('JobEscrow', deployment.escrow, account)

const balance: bigint = await escrow.getFunction('balanceOf')(address, account.address)
if (balance > 0n) await (await escrow.getFunction('withdraw')(address, to ?? account.address, balance)).wait()
console.log(`${formatUnits(balance, decimals)} ${symbol} went from the escrow to ${to ?? account.address}`)
provider.destroy()
