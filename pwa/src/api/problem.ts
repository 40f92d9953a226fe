import type { components } from './schema.gen'

type Answer = components['schemas']['Problem']
type Field = components['schemas']['FieldProblem']

/** A code of the contract; or ours: no answer came (network), or one that is not of the contract (unreadable). */
export type ProblemCode = components['schemas']['ProblemCode'] | 'network' | 'unreadable'

/** A call that did not succeed. Title and detail are sentences in the reader's language, empty where no server spoke. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly fields: readonly Field[]
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined

  constructor(answer: Partial<Omit<Answer, 'code'>> & { code: ProblemCode }) {
    super(answer.title ?? answer.code)
    this.name = 'Problem'
    this.code = answer.code
    this.status = answer.status ?? 0
    this.title = answer.title ?? ''
    this.detail = answer.detail ?? ''
    this.fields = answer.fields ?? []
    this.retryAfter = answer.retry_after
  }

  /** The request never reached the server, as far as the phone can tell. */
  get offline(): boolean {
    return this.code === 'network'
  }
}

/** What went wrong, whatever was thrown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  return new Problem({ code: thrown instanceof TypeError ? 'network' : 'unreadable' })
}

/** The problem a body tells of; a proxy's page or a cut answer is unreadable. */
export function problemFrom(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return new Problem({ ...(body as Answer), status })
  }
  return new Problem({ code: 'unreadable', status })
}
