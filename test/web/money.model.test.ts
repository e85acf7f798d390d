import { expect } from 'chai'
import { formatAmount, formatBytes, formatDuration, shortHex } from '../../web/lib/format.ts'
import { fundingPlan, type Funds } from '../../web/lib/funds.ts'
import { parseAmount } from '../../web/lib/parse-amount.ts'
import { moneyStep } from '../../web/features/my-things/model.ts'

const token = { address: '0x00000000000000000000000000000000000000A1', symbol: 'mUSD', decimals: 6 } as const
const domain = { name: 'mUSD', version: '1', chainId: 31337, token: token.address } as const
const funds: Funds = { wallet: 100n, ledger: 10n, allowance: 0n, permit: { domain, nonce: 0n } }

describe('Amounts', function () {
  it('are written with their token, and never rounded away to nothing', function () {
    expect(formatAmount(1_234_500_000n, token)).to.equal('1,234.50 mUSD')
    expect(formatAmount(5_000_000n, token)).to.equal('5 mUSD')
    expect(formatAmount(0n, token)).to.equal('0 mUSD')
    expect(formatAmount(1n, { symbol: 'X', decimals: 18 })).to.equal('<0.000001 X')
    expect(formatAmount(79_228_162_514_264_337_593_543_950_335n, { symbol: 'X', decimals: 18 })).to.equal(
      '79,228,162,514.264337 X',
    )
  })

  it('are read as typed, and refused with a reason', function () {
    expect(parseAmount('12,5', token)).to.deep.equal({ units: 12_500_000n })
    expect(parseAmount(' .000001 ', token)).to.deep.equal({ units: 1n })
    expect(parseAmount('9007199254740993', token)).to.deep.equal({ units: 9_007_199_254_740_993_000_000n })
    for (const text of ['', '-1', '1e6', '1.0000001', '0x10', 'NaN', '1.2.3'])
      expect(parseAmount(text, token), text).to.have.property('error')
  })

  it('of bytes and seconds are written in two units at most', function () {
    expect([formatBytes(512), formatBytes(192_000), formatBytes(2n ** 33n)]).to.deep.equal([
      '512 B',
      '187.5 KiB',
      '8 GiB',
    ])
    expect([0, 59, 60, 125, 3_600, 90_061].map(formatDuration)).to.deep.equal([
      '0 s',
      '59 s',
      '1 min',
      '2 min 5 s',
      '1 h',
      '1 d 1 h',
    ])
    expect(shortHex('0x00000000000000000000000000000000000000A1')).to.equal('0x0000…00A1')
  })
})

describe('The way to fund an order', function () {
  it('asks for exactly what the ledger does not hold', function () {
    expect(fundingPlan(10n, funds)).to.deep.equal({ kind: 'ledger' })
    expect(fundingPlan(11n, funds)).to.deep.include({ kind: 'permit', amount: 1n })
    expect(fundingPlan(110n, funds)).to.deep.include({ kind: 'permit', amount: 100n })
    expect(fundingPlan(111n, funds)).to.deep.equal({ kind: 'tooLittle', missing: 1n })
  })

  it('prefers an allowance that is there, then a permit, then an approval', function () {
    expect(fundingPlan(60n, { ...funds, allowance: 50n })).to.deep.equal({ kind: 'allowance', amount: 50n })
    expect(fundingPlan(60n, { ...funds, allowance: 49n })).to.have.property('kind', 'permit')
    expect(fundingPlan(60n, { ...funds, permit: undefined })).to.deep.equal({ kind: 'approve', amount: 50n })
  })
})

describe('The money form', function () {
  it('takes up to what is there, each way', function () {
    expect(moneyStep('withdraw', '0.00001', token, funds)).to.deep.equal({ kind: 'ready', units: 10n })
    expect(moneyStep('withdraw', '0.000011', token, funds)).to.deep.equal({
      kind: 'invalid',
      error: 'Your balance in the escrow holds 0.00001 mUSD.',
    })
    expect(moneyStep('deposit', '0.0001', token, funds)).to.deep.equal({ kind: 'ready', units: 100n })
    expect(moneyStep('deposit', '0.000101', token, funds)).to.have.property('kind', 'invalid')
    expect(moneyStep('deposit', '0', token, funds)).to.have.property('kind', 'invalid')
    expect(moneyStep('deposit', '1', token, undefined)).to.deep.equal({ kind: 'loading' })
  })
})
