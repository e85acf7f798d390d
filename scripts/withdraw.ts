// Takes an account's balance out of the escrow:  MILLRACE_KEY=0x… npm run withdraw -- RPC_URL deployment.json [TO]
import { isAddress } from 'ethers'
import { accountOn, withAccount } from './requester/account.ts'
import { connect, contractAt } from './requester/market.ts'
import { orExplain } from './requester/refusal.ts'
import { money } from './requester/tell.ts'

const [rpcUrl, deploymentFile, to] = process.argv.slice(2)
if (!rpcUrl || !deploymentFile || (to !== undefined && !isAddress(to))) {
  console.error(
    'usage: MILLRACE_KEY=0x… npm run withdraw -- RPC_URL deployment.json [TO]\nTO is an address: 0x and 40 hex digits',
  )
  process.exit(2)
}
await orExplain(async () => {
  const market = await connect(rpcUrl, deploymentFile)
  try {
    const { deployment, provider } = market
    const account = accountOn(deployment.chainId).connect(provider)
    const escrow = contractAt('JobEscrow', deployment.escrow, account)
    const { address } = deployment.token
    const balance: bigint = await escrow.getFunction('balanceOf')(address, account.address)
    const taker = to ?? account.address
    if (balance > 0n)
      await withAccount(market, account.address, async () =>
        (await escrow.getFunction('withdraw')(address, taker, balance)).wait(),
      )
    console.log(
      balance > 0n
        ? `${money(balance, deployment)} went from the escrow to ${taker}`
        : `There is nothing to take out: ${account.address} has no balance in the escrow`,
    )
  } finally {
    market.provider.destroy()
  }
})
