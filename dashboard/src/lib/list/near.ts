import type { Attachment } from 'svelte/attachments'

/** Tells of elements whether they are within a screen's height of the screen, and their height in px. */
export class NearObserver<T extends object> {
  readonly #tell: (of: T, near: boolean, height: number) => void
  readonly #of = new WeakMap<Element, T>()
  #observer: IntersectionObserver | undefined

  constructor(tell: (of: T, near: boolean, height: number) => void) {
    this.#tell = tell
  }

  /** Attached to the element that stands for `of`. */
  watch(of: T): Attachment {
    return (element) => {
      this.#of.set(element, of)
      this.#observer ??= new IntersectionObserver(this.#report, { rootMargin: '100% 0px' })
      this.#observer.observe(element)
      return () => this.#observer?.unobserve(element)
    }
  }

  readonly #report = (entries: IntersectionObserverEntry[]): void => {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const of = this.#of.get(target)
      if (of) this.#tell(of, isIntersecting, boundingClientRect.height)
    }
  }
}
