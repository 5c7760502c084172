/**
 * Whether this page runs in the browser by now. Buttons that only work with JavaScript are disabled
 * until then, so that no click is lost.
 */
export const hydration = $state({ done: false })
