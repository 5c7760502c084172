import type { Problem } from '../schemas/index.ts'

/** An answer that is not a success, thrown from wherever it is known. */
export class ProblemError extends Error {
  readonly status: number
  readonly title: string
  readonly type: string
  readonly detail: string | undefined
  readonly errors: Problem['errors']
  readonly headers: Record<string, string>

  constructor(problem: {
    status: number
    title: string
    type?: string
    detail?: string
    errors?: Problem['errors']
    headers?: Record<string, string>
  }) {
    super(problem.detail ?? problem.title)
    this.name = 'ProblemError'
    this.status = problem.status
    this.title = problem.title
    this.type = problem.type ? `urn:tidemark:problem:${problem.type}` : 'about:blank'
    this.detail = problem.detail
    this.errors = problem.errors
    this.headers = problem.headers ?? {}
  }
}
