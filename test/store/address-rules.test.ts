import { isAllowedAddress } from '@millrace/store'
import { expect } from 'chai'

const PUBLIC = ['8.8.8.8', '1.1.1.1', '93.184.215.14', '2606:4700::1111', '2a00:1450:4001:82a::200e', '::ffff:8.8.8.8']
const LOOPBACK = ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1']
const PRIVATE = ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '::ffff:10.0.0.1', 'fd00::1', 'fc00::1']
const NEVER = [
  '0.0.0.0',
  '0.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '168.63.129.16',
  '::ffff:168.63.129.16',
  '::ffff:a83f:8110',
  'fd00:ec2::254',
  'fd00:0ec2:0::0254',
  'fd20:ce::254',
  'fd00:c1::a9fe:a9fe',
  '100.100.100.200',
  '192.0.0.192',
  '198.19.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::127.0.0.1',
  '::ffff:169.254.169.254',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '4000::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
  '127.0.0.1.',
]

describe('isAllowedAddress', () => {
  const table = [
    ['public addresses', PUBLIC, {}, true],
    ['loopback addresses by default', LOOPBACK, {}, false],
    ['loopback addresses when they are allowed', LOOPBACK, { allowLoopback: true }, true],
    ['loopback addresses when private ones are allowed', LOOPBACK, { allowPrivate: true }, false],
    ['private addresses by default', PRIVATE, {}, false],
    ['private addresses when loopback ones are allowed', PRIVATE, { allowLoopback: true }, false],
    ['private addresses when they are allowed', PRIVATE, { allowPrivate: true }, true],
    ['special addresses, whatever is allowed', NEVER, { allowLoopback: true, allowPrivate: true }, false],
  ] as const
  for (const [what, addresses, rules, expected] of table) {
    it(`${expected ? 'admits' : 'refuses'} ${what}`, () => {
      for (const address of addresses) expect(isAllowedAddress(address, rules), address).to.equal(expected)
    })
  }
})
