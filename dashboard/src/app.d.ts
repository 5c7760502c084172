import type { Theme } from '#lib/theme/theme.ts'

declare global {
  namespace App {
    interface Error {
      /** What the reader can do about it, as a sentence. */
      action?: string
      /** Nobody answered the browser: it is asked again once somebody does. */
      unanswered?: boolean
    }
    interface Locals {
      /** BCP 47 tag for numbers and dates, from Accept-Language. */
      locale: string
      theme: Theme
      /** `Set-Cookie` values that the API answered with, on their way to the browser. */
      apiCookies: string[]
    }
  }
}
