/**
 * How long a session lives. OWASP asks for minutes where money moves; this is a dashboard that
 * someone keeps open through a working day and that can change nothing in the shop, so a night's
 * pause ends a session and a week ends it in any case.
 */
export const IDLE_SECONDS = 12 * 60 * 60
export const ABSOLUTE_SECONDS = 7 * 24 * 60 * 60
