import { expect } from 'chai'
import { AbiCoder, concat, Wallet, type HDNodeWallet } from 'ethers'
import { network } from 'hardhat'
import { committeeDomain, typedDataTypes } from '../../../sdk/src/generated/typed-data.ts'

const { ethers } = await network.create()
const digest = ethers.id('a verdict')
const MAGIC = '0x1626ba7e'
const REFUSED = '0xffffffff'

async function committee(size: number, quorum: number) {
  const members: (Wallet | HDNodeWallet)[] = Array.from(
    { length: size },
    (_, i) => new Wallet(`0x${(i + 11).toString(16).padStart(64, '0')}`),
  )
  members.sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1))
  const contract = await ethers.deployContract('CommitteeVerifier', [members.map((m) => m.address), quorum])
  const { chainId } = await ethers.provider.getNetwork()
  const domain = { ...committeeDomain, chainId, verifyingContract: await contract.getAddress() }
  const types = { Attestation: typedDataTypes.Attestation.map((field) => ({ ...field })) }
  const attest = async (i: number, of = digest, by = domain) => members[i]?.signTypedData(by, types, { digest: of })
  const bundle = async (signers: readonly number[], signatures?: readonly (string | undefined)[], all = members) => {
    const map = new Uint8Array(Math.ceil(size / 8))
    for (const i of signers) map[i >> 3] = (map[i >> 3] ?? 0) | (1 << (i & 7))
    const signed = signatures ?? (await Promise.all(signers.map((i) => attest(i))))
    return AbiCoder.defaultAbiCoder().encode(
      ['address[]', 'bytes'],
      [all.map((m) => m.address), concat([map, ...signed.map((s) => s ?? '0x')])],
    )
  }
  const ask = (signature: string): Promise<string> => contract.getFunction('isValidSignature')(digest, signature)
  return { members, contract, domain, attest, bundle, ask }
}

describe('CommitteeVerifier', function () {
  for (const [size, quorum] of [
    [4, 3],
    [7, 5],
  ] as const) {
    it(`says yes to ${quorum} of ${size}, whichever they are, and no to fewer, within 50,000 gas`, async function () {
      const { bundle, ask, contract } = await committee(size, quorum)
      for (let set = 0; set < 2 ** size; set += 1) {
        const signers = Array.from({ length: size }, (_, i) => i).filter((i) => set & (1 << i))
        if (size === 7 && set % 5 !== 0) continue
        expect(await ask(await bundle(signers)), `set ${set}`).to.equal(signers.length >= quorum ? MAGIC : REFUSED)
      }
      const signature = await bundle(Array.from({ length: quorum }, (_, i) => i))
      const gas = await contract.getFunction('isValidSignature').estimateGas(digest, signature)
      const calldata = ethers.getBytes(contract.interface.encodeFunctionData('isValidSignature', [digest, signature]))
      const intrinsic = 21_000n + calldata.reduce((sum, byte) => sum + (byte === 0 ? 4n : 16n), 0n)
      expect(Number(gas - intrinsic)).to.be.below(50_000)
    })
  }

  it('is heard by the escrow with the largest committee and quorum, and takes none larger', async function () {
    const { bundle, contract } = await committee(24, 8)
    const signature = await bundle([16, 17, 18, 19, 20, 21, 22, 23])
    const gas = await contract.getFunction('isValidSignature').estimateGas(digest, signature)
    const calldata = ethers.getBytes(contract.interface.encodeFunctionData('isValidSignature', [digest, signature]))
    const intrinsic = 21_000n + calldata.reduce((sum, byte) => sum + (byte === 0 ? 4n : 16n), 0n)
    expect(Number(gas - intrinsic)).to.be.below(50_000)
    for (const [size, quorum] of [
      [25, 8],
      [24, 9],
    ] as const) {
      await expect(committee(size, quorum))
        .to.be.revertedWithCustomError(contract, 'CommitteeInvalid')
        .withArgs(size, quorum)
    }
  })

  it('counts nobody twice, and takes no order but its own', async function () {
    const { bundle, ask, attest, members } = await committee(4, 3)
    const [a, b] = [await attest(0), await attest(1)]
    expect(await ask(await bundle([0, 1, 2], [a, b, b])), 'one signature twice').to.equal(REFUSED)
    expect(await ask(await bundle([0, 1, 2], [b, a, await attest(2)])), 'swapped').to.equal(REFUSED)
    const doubled = [members[0], members[0], members[1], members[2]].flatMap((member) => member ?? [])
    expect(await ask(await bundle([0, 1, 2], [a, a, b], doubled)), 'another committee').to.equal(REFUSED)
  })

  it('refuses strangers, other digests, other domains, cut and padded bundles, and high s', async function () {
    const { bundle, ask, attest, domain } = await committee(4, 3)
    const good = [await attest(0), await attest(1), await attest(2)]
    const [first = '', second = '', third = ''] = good.map((s) => s ?? '')
    const { r, s, yParity } = ethers.Signature.from(third)
    const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
    const high = concat([r, ethers.toBeHex(n - BigInt(s), 32), yParity === 0 ? '0x1c' : '0x1b'])
    const stranger = await new Wallet(`0x${'77'.repeat(32)}`).signMessage('x')
    const elsewhere = { ...domain, chainId: domain.chainId + 1n }
    for (const [name, wrong] of Object.entries({
      stranger,
      'another digest': await attest(2, ethers.id('another')),
      'another chain': await attest(2, digest, elsewhere),
      'a cut signature': ethers.dataSlice(third, 0, 64),
      'a padded bundle': concat([third, '0x00']),
      'high s': high,
      nothing: '0x',
    })) {
      expect(await ask(await bundle([0, 1, 2], [first, second, wrong])), name).to.equal(REFUSED)
    }
    expect(await ask(await bundle([0, 1, 2], good))).to.equal(MAGIC)
  })

  it('is not formed without members, out of order, with one twice, or with a quorum out of reach', async function () {
    const { contract, members } = await committee(2, 2)
    const [a = '', b = ''] = members.map((member) => member.address)
    const factory = await ethers.getContractFactory('CommitteeVerifier')
    for (const [list, quorum] of [
      [[], 1n],
      [[b, a], 1n],
      [[a, a], 1n],
      [[a, b], 3n],
      [[a, b], 0n],
    ] as const) {
      await expect(factory.deploy([...list], quorum))
        .to.be.revertedWithCustomError(contract, 'CommitteeInvalid')
        .withArgs(BigInt(list.length), quorum)
    }
  })
})
