/** What privacy law and Shopify's rules ask for: exports, redactions, uninstallations. */
export {
  findComplianceRequest,
  finishComplianceRequest,
  listOpenComplianceRequests,
  type ComplianceRequest,
} from './requests.ts'
export { destroyTokens } from './destroy-tokens.ts'
export { findExport, listExports, saveExport, type ExportSummary } from './exports.ts'
export { readPerson, type PersonFile } from './read-person.ts'
export { forgetPerson } from './forget-person.ts'
