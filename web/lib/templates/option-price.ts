import { SAMPLE_MEMORY_BYTES, type Planned } from './job-plan.ts'

/** What the form of the option template holds, as typed. */
export type OptionDraft = {
  readonly spot: string
  readonly strike: string
  readonly rate: string
  readonly volatility: string
  readonly years: string
  readonly paths: string
}

export const firstOptionDraft: OptionDraft = {
  spot: '100',
  strike: '105',
  rate: '3',
  volatility: '20',
  years: '1',
  paths: '200000',
}

/** The bounds of each number, in the unit of the form, and what it is called there. */
export const optionFields = {
  spot: { label: 'Price today', least: 0.01, most: 1e6, unit: '' },
  strike: { label: 'Strike', least: 0.01, most: 1e6, unit: '' },
  rate: { label: 'Interest', least: -20, most: 100, unit: '%' },
  volatility: { label: 'Volatility', least: 0.1, most: 500, unit: '%' },
  years: { label: 'Years', least: 0.01, most: 50, unit: '' },
  paths: { label: 'Paths', least: 1000, most: 5_000_000, unit: '' },
} as const satisfies Record<keyof OptionDraft, { label: string; least: number; most: number; unit: string }>

/** The names of the fields, in the order of the form. */
export const optionFieldNames = [
  'spot',
  'strike',
  'rate',
  'volatility',
  'years',
  'paths',
] as const satisfies (keyof OptionDraft)[]

/** What one path takes at most, in steps, measured, with room to spare. A test runs the program and compares. */
export const STEPS_PER_PATH = 400n
const FIXED_STEPS = 2_000_000n

/** What is wrong with one number as typed, or undefined. */
export function optionFieldError(name: keyof OptionDraft, text: string): string | undefined {
  const { label, least, most } = optionFields[name]
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) return `${label} must be a number.`
  if (value < least || value > most) return `${label} must be from ${least} to ${most}.`
  return name === 'paths' && !Number.isInteger(value) ? 'Paths must be a whole number.' : undefined
}

/** Digits and a point: the program reads no exponents. */
const PLAIN = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 12 })

/** A Monte-Carlo price of a European call. Percentages become the fractions that the program takes. */
export function planOptionPrice(draft: OptionDraft): Planned {
  for (const name of optionFieldNames) {
    const error = optionFieldError(name, draft[name])
    if (error !== undefined) return { error }
  }
  const plain = (text: string) => PLAIN.format(Number(text))
  const paths = Number(draft.paths)
  const fraction = (percent: string) => PLAIN.format(Number(percent) / 100)
  return {
    plan: {
      program: { kind: 'sample', name: 'option-price' },
      args: [
        plain(draft.spot),
        plain(draft.strike),
        fraction(draft.rate),
        fraction(draft.volatility),
        plain(draft.years),
        String(paths),
      ],
      inputs: [],
      outputs: ['price.json'],
      steps: FIXED_STEPS + BigInt(paths) * STEPS_PER_PATH,
      memoryBytes: SAMPLE_MEMORY_BYTES,
      outputBytes: 64n * 1024n,
    },
  }
}
