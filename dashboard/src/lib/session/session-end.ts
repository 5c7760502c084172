/**
 * What the browser does once the API knows the session no longer, whatever was asked. Set while a
 * signed-in page is open; on the server never.
 */
export const sessionEnd: { handler: (() => void) | null } = { handler: null }
