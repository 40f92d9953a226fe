import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { taskFace } from './taskText'
import { switchable } from './useHome'

const membership = (community_id: string, state: Schemas['MembershipState']) =>
  ({ community_id, community_name: `name of ${community_id}`, state }) as Schemas['Membership']

describe('the first page', () => {
  it('opens a single report at once, and the list for several', () => {
    expect(taskFace({ kind: 'report_confirm', count: 1, subject_id: 'r1' }).to).toBe('/reports/r1')
    expect(taskFace({ kind: 'report_confirm', count: 2 }).to).toBe('/reports/mine')
    expect(taskFace({ kind: 'complaint_answer', count: 1, subject_id: 'c1' }).to).toBe('/complaints/c1')
    expect(taskFace({ kind: 'complaint_overdue', count: 2 }).to).toBe('/complaints/queue')
    expect(taskFace({ kind: 'member_verify', count: 3 }).to).toBe('/members')
    expect(taskFace({ kind: 'vote_cast', count: 1, subject_id: 'b1' }).to).toBe('/ballots/b1')
    expect(taskFace({ kind: 'vote_paper', count: 1, subject_id: 'b1' }).to).toBe('/ballot-desk/b1')
    expect(taskFace({ kind: 'vote_paper', count: 2 }).to).toBe('/ballot-desk/')
  })

  it('marks only what is overdue as due', () => {
    const kinds: Schemas['HomeTaskKind'][] = [
      'report_confirm',
      'report_accept',
      'report_work',
      'member_verify',
    ]
    expect(kinds.map(kind => taskFace({ kind, count: 1 }).due)).toEqual([false, false, false, false])
    expect(taskFace({ kind: 'report_overdue', count: 1 }).due).toBe(true)
  })

  it('switches between communities that count, each once', () => {
    const all = [
      membership('a', 'verified'),
      membership('b', 'left'),
      membership('a', 'requested'),
      membership('c', 'requested'),
    ]
    expect(switchable(all).map(c => c.id)).toEqual(['a', 'c'])
  })
})
