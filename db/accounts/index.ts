/** Shops, people and their sessions. */
export { recordAudit, type AuditEntry } from './audit.ts'
export {
  clearLoginFailures,
  countLoginFailures,
  recordLoginFailure,
  type LoginFailures,
} from './login-failures.ts'
export { listMembers, removeMember, type Member } from './members.ts'
export { setUsualReversals } from './preferences.ts'
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
  claimTenant,
  countMembers,
  createTenant,
  findTenant,
  findTenantByDomain,
  joinTenant,
  listTenants,
  listUserTenants,
  removeTenant,
  updateTenant,
  type AccountTenant,
  type MembershipRole,
  type NewTenant,
  type TenantSummary,
} from './tenants.ts'
export { hashPassword, verifyPassword } from './password.ts'
export {
  changePassword,
  createFirstUser,
  createUser,
  findLogin,
  findPasswordHash,
  hasUsers,
  type Login,
} from './users.ts'
