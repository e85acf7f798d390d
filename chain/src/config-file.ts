import { readFileSync } from 'node:fs'
import { MillraceError } from '@millrace/sdk'

/** A field of the config is not what it should be. The start stops with its name. */
export class ConfigError extends MillraceError {
  override readonly name = 'ConfigError'
  override readonly code = 'config.invalid'
  override readonly retryable = false

  constructor(field: string, expected: string) {
    super(`The config's ${field} is not valid: expected ${expected}.`, { meta: { field } })
  }
}

/** Readers of the config file of a service that follows the chain. Each throws ConfigError with the field and what it must be. */
export const configFile = {
  /** The entries of a JSON file; `field` says who named it. */
  json(path: string, field: string): Readonly<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
      if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value))
    } catch {
      throw new ConfigError(field, `the path of a readable JSON file, found ${path}`)
    }
    throw new ConfigError(field, `a JSON object in ${path}`)
  },

  text(value: unknown, field: string): string {
    if (typeof value === 'string' && value !== '') return value
    throw new ConfigError(field, 'a text')
  },

  url(value: unknown, field: string): string {
    const given = configFile.text(value, field)
    if (/^https?:\/\//.test(given) && URL.canParse(given)) return given
    throw new ConfigError(field, 'an http or https URL')
  },

  urls(value: unknown, field: string): readonly string[] {
    if (!Array.isArray(value)) throw new ConfigError(field, 'a list of URLs')
    return value.map((item, i) => configFile.url(item, `${field}[${i}]`))
  },

  integer(value: unknown, field: string, least = 0): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
    throw new ConfigError(field, `a whole number of at least ${least}`)
  },
}
