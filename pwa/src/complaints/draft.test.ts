import { describe, expect, it } from 'vitest'
import { begun, bodyOf, freshDraft } from './draft'

describe('a complaint that is being written', () => {
  const id = '0b5c2f8e-1111-4222-8333-9abcdef01234'

  it('is missed only when something was written', () => {
    expect(begun(freshDraft())).toBe(false)
    expect(begun({ ...freshDraft(), topic: 'staff', named: 'yes' })).toBe(false)
    expect(begun({ ...freshDraft(), text: '灯' })).toBe(true)
  })

  it('names the community and the report only where they are meant', () => {
    const draft = { ...freshDraft(), text: ' 不实 ', topic: 'content' as const, report: `/reports/${id}` }
    expect(bodyOf(draft, 'c1')).toMatchObject({
      text: '不实',
      community_id: 'c1',
      report_id: id,
      named: false,
    })
    expect(bodyOf({ ...draft, topic: 'app' }, 'c1').report_id).toBeUndefined()
    expect(bodyOf({ ...draft, where: 'platform' }, 'c1').community_id).toBeUndefined()
    expect(bodyOf(draft, '').community_id).toBeUndefined()
  })
})
