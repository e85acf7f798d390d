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
