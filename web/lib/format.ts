import { formatUnits } from 'viem'
import type { TokenConfig } from './config.ts'

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** `1,234.5 mUSD`: all digits that count, two at least where a fraction shows, never rounded away to nothing. */
export function formatAmount(units: bigint, token: Pick<TokenConfig, 'symbol' | 'decimals'>, digits = 6): string {
  return `${formatNumber(units, token.decimals, digits)} ${token.symbol}`
}

function formatNumber(units: bigint, decimals: number, digits: number): string {
  const sign = units < 0n ? '−' : ''
  const [whole = '0', fraction = ''] = formatUnits(units < 0n ? -units : units, decimals).split('.')
  const shown = fraction.slice(0, digits).replace(/0+$/, '')
  if (shown === '' && whole === '0' && units !== 0n) return `${sign}<0.${'0'.repeat(digits - 1)}1`
  return sign + WHOLE.format(BigInt(whole)) + (shown === '' ? '' : `.${shown.padEnd(2, '0')}`)
}

/** `0x1234…abcd`, of an address or a hash. */
export const shortHex = (hex: string, head = 6): string => `${hex.slice(0, head)}…${hex.slice(-4)}`

/** `1.2M`, of a count. */
export const formatCount = (count: bigint | number): string => COMPACT.format(count)

const KIB = 1024
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** `512 MiB`, of a number of bytes. */
export function formatBytes(bytes: bigint | number): string {
  let size = Number(bytes)
  let unit = 0
  while (size >= KIB && unit < BYTE_UNITS.length - 1) {
    size /= KIB
    unit += 1
  }
  return `${Number.isInteger(size) ? size : size.toFixed(1)} ${BYTE_UNITS[unit] ?? 'B'}`
}

/** `1 h 4 min`, `2 min 5 s` or `12 s`, of a number of seconds. */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds))
  const [days, hours, minutes] = [
    Math.floor(total / 86_400),
    Math.floor(total / 3600) % 24,
    Math.floor(total / 60) % 60,
  ]
  const parts = [`${days} d`, `${hours} h`, `${minutes} min`, `${total % 60} s`]
  const first = parts.findIndex((part) => !part.startsWith('0 '))
  if (first === -1) return '0 s'
  return parts
    .slice(first, first + 2)
    .filter((part, index) => index === 0 || !part.startsWith('0 '))
    .join(' ')
}

/** The time of day of a Unix second, in the reader's own zone. */
export function formatTime(unixSeconds: bigint | number): string {
  return new Date(Number(unixSeconds) * 1000).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
}

/** The date and the minute of a Unix second, for lists that span days. */
export const formatMinute = (unixSeconds: bigint | number): string =>
  new Date(Number(unixSeconds) * 1000).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })

/** A full date and time, for titles and details. */
export const formatDateTime = (unixSeconds: bigint | number): string =>
  new Date(Number(unixSeconds) * 1000).toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium' })
