/**
 * The value itself where it comes within some ms, so that the server's HTML holds it; the promise
 * otherwise, which Kit streams while the page shows a skeleton. The promise must not reject. It
 * comes wrapped, because awaiting a bare promise would wait for it.
 */
export function soon<T>(promise: Promise<T>, ms = 400): Promise<{ value: T | Promise<T> }> {
  return Promise.race([
    promise.then((value) => ({ value })),
    new Promise<{ value: Promise<T> }>((resolve) => {
      setTimeout(() => resolve({ value: promise }), ms)
    }),
  ])
}
