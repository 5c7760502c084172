/** The Admin API version that every query is written and validated for. */
export const API_VERSION = '2026-10'
