/** Something the user can put right; its message is meant for them. */
export class DemoError extends Error {
  override name = 'DemoError'
}
