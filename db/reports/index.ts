/** Our figures beside those of Shopify's own reports, day by day. */
export { explainReportFault } from './explain-fault.ts'
export { planReport, type ReportPlan, type ReportRange } from './plan-report.ts'
export { findReportCheck, type ReportCheck, saveReportCheck } from './report-check.ts'
export { type ReportFigure, saveReport } from './save-report.ts'
