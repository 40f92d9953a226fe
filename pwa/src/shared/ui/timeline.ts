import type { IconName } from './icons'

/** One thing that happened. */
export interface Moment {
  id: string
  icon: IconName
  title: string
  /** When, as the reader reads it, and as a machine does. */
  time: string
  at: string
  note?: string
  tone?: 'plain' | 'done' | 'due'
}
