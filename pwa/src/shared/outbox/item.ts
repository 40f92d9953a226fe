import type { ProblemCode } from '@/api/problem'

/** What a person sent and the server has not confirmed yet. */
export interface OutboxItem {
  /** Made on the phone; the record on the server will have it. */
  id: string
  account: string
  kind: 'report'
  /** A few words by which the person knows it again. */
  title: string
  made: number
  body: unknown
  photos: OutboxPhoto[]
  /** `stopped` waits for the person; everything else is tried again by itself. */
  state: 'waiting' | 'stopped'
  attempts: number
  /** Not to be tried before this time (ms since 1970). */
  notBefore: number
  problem?: OutboxProblem
}

export interface OutboxPhoto {
  id: string
  width: number
  height: number
  /** The server said that it has the photo. */
  sent: boolean
}

/** The last refusal, in the words of the server where it spoke. */
export interface OutboxProblem {
  code: ProblemCode
  title: string
  detail: string
}
