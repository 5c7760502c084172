/** Reached through functions only: the application has no right on them whatsoever. */
export const ACCOUNT_TABLES = [
  'analyst_logins',
  'audit_log',
  'connection_requests',
  'login_failures',
  'memberships',
  'migrations',
  'sessions',
  'users',
  'webhook_queue',
]
