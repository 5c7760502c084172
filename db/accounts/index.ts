/** Shops, people and their sessions. */
export { recordAudit, type AuditEntry } from './audit.ts'
export {
  clearLoginFailures,
  countLoginFailures,
  recordLoginFailure,
  type LoginFailures,
} from './login-failures.ts'
export {
  chooseSessionTenant,
  createSession,
  deleteOtherSessions,
  deleteSession,
  findSession,
  type AccountSession,
  type NewSession,
} from './sessions.ts'
export {
  addMembership,
  createTenant,
  findTenant,
  listTenants,
  listUserTenants,
  removeTenant,
  updateTenant,
  type AccountTenant,
  type NewTenant,
  type TenantSummary,
} from './tenants.ts'
export { hashPassword, verifyPassword } from './password.ts'
export { changePassword, createUser, findLogin, findPasswordHash, type Login } from './users.ts'
