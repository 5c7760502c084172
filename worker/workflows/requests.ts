/** Sync Now requests: waiting for a round, or served by the one under way. */
export class Requests {
  #waiting: string[]
  #served: Set<string> = new Set()

  constructor(waiting: readonly string[]) {
    this.#waiting = [...waiting]
  }

  /** A request that the database knew before its signal arrived may be served already. */
  add(requestId: string): void {
    if (!this.#served.has(requestId)) this.#waiting.push(requestId)
  }

  take(): string[] {
    this.serving(this.#waiting)
    return this.served
  }

  serving(requestIds: readonly string[]): void {
    for (const requestId of requestIds) this.#served.add(requestId)
    this.#waiting = this.#waiting.filter((requestId) => !this.#served.has(requestId))
  }

  get waiting(): boolean {
    return this.#waiting.length > 0
  }

  get served(): string[] {
    return [...this.#served]
  }

  get all(): string[] {
    return [...this.#served, ...this.#waiting]
  }
}
