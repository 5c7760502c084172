import type { ReportFault } from '../schema/report-checks.ts'

/** Why our figures do not stand beside Shopify's, in words for a merchant, and what to do. */
export interface ExplainedReportFault {
  sentence: string
  action: string
}

const WORDS: Record<ReportFault, ExplainedReportFault> = {
  scope: {
    sentence: 'This app may not read Shopify’s own reports.',
    action:
      'Grant the app the scope read_reports; the next sync then compares its figures with them.',
  },
  customer_data: {
    sentence: 'Shopify shows its reports only to apps approved for protected customer data.',
    action:
      'Ask for protected customer data (level 2) in the Partner Dashboard. All figures are there without it.',
  },
  refused: {
    sentence: 'Shopify did not understand the question for its report.',
    action: 'It is asked again each day; a newer version of Tidemark may ask in other words.',
  },
}

export const explainReportFault = (fault: ReportFault): ExplainedReportFault => WORDS[fault]
