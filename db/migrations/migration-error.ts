/** The database could not be brought to this version; the message says what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError'
  /** The migration that failed; `undefined` before the first one. */
  readonly migration: string | undefined

  constructor(message: string, options: { migration?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.migration = options.migration
  }
}
