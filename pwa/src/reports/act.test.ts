import { describe, expect, it } from 'vitest'
import { asks, freshFilled, lacking, moveOf } from './act'

const assignee = { kind: 'property_company', name: '物业' } as const

describe('a step of a report', () => {
  it.each([
    ['accept', {}, 'audience'],
    ['accept', { audience: 'staff' }, undefined],
    ['reject', { reason: 'duplicate' }, 'note'],
    ['reject', { note: '报过了' }, 'reason'],
    ['assign', {}, 'assignee'],
    ['assign', { assignee }, undefined],
    ['hand_over', { note: '转12345' }, 'caseNumber'],
    ['resolve', { note: '清走了' }, 'photoIds'],
    ['resolve', { note: '  ', photoIds: ['p1'] }, 'note'],
    ['verify', {}, undefined],
    ['reopen', {}, 'note'],
  ] as const)('%s with %o lacks %s', (act, given, field) => {
    expect(lacking(act, { ...freshFilled(), ...given })).toBe(field)
  })

  it('sends only what the act asks for, and nothing empty', () => {
    const all = {
      ...freshFilled(),
      note: ' 清走了 ',
      headline: 'x',
      audience: 'public' as const,
      photoIds: ['p1'],
      assignee,
    }
    expect(moveOf('resolve', all)).toEqual({ act: 'resolve', note: '清走了', photo_ids: ['p1'] })
    expect(moveOf('accept', { ...all, headline: ' ' })).toEqual({ act: 'accept', photo_audience: 'public' })
    expect(moveOf('start', freshFilled())).toEqual({ act: 'start' })
  })

  it('asks for a note where one may be given', () => {
    expect(asks('start', 'note')).toBe(true)
    expect(asks('accept', 'note')).toBe(false)
  })
})
