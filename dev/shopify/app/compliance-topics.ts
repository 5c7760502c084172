/** Topics that every app must take and no API call subscribes to: they are set in the app's TOML. */
export const COMPLIANCE_TOPICS = [
  'customers/data_request',
  'customers/redact',
  'shop/redact',
] as const
