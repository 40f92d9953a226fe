import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { asks, begun, freshFilled, lacking, moveOf, needs, sameAssignee } from './act'
import { dropFilled, eraseFilled, keepFilled, keptFilled } from './actKept'

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
    expect(needs('start', 'note')).toBe(false)
    expect(needs('reopen', 'note')).toBe(true)
  })

  it('knows a body by its kind, whatever name was written for it, and a person by the account', () => {
    const body: Schemas['Assignee'] = { kind: 'department', name: '部门' }
    const person: Schemas['Assignee'] = { kind: 'property_company', name: '周志强', account_id: 'a1' }
    expect(sameAssignee(body, { kind: 'department', name: '派出所' })).toBe(true)
    expect(sameAssignee(person, { kind: 'property_company', name: '物业公司' })).toBe(false)
    expect(sameAssignee(body, undefined)).toBe(false)
  })
})

describe('what was filled in', () => {
  it('is there again for the same report and act only', () => {
    keepFilled('r1', 'reject', { ...freshFilled(), note: '报过了', photoIds: ['p1'] })
    expect(keptFilled('r1', 'reject')).toEqual({ ...freshFilled(), note: '报过了' })
    expect(begun(keptFilled('r1', 'accept'))).toBe(false)
    expect(begun(keptFilled('r2', 'reject'))).toBe(false)
  })

  it('is gone once the step is taken, and when the person leaves', () => {
    keepFilled('r1', 'reject', { ...freshFilled(), note: '报过了' })
    keepFilled('r2', 'start', { ...freshFilled(), note: '明天去' })
    dropFilled('r1', 'reject')
    expect(begun(keptFilled('r1', 'reject'))).toBe(false)
    expect(begun(keptFilled('r2', 'start'))).toBe(true)
    eraseFilled()
    expect(begun(keptFilled('r2', 'start'))).toBe(false)
  })

  it('is fresh where storage holds something unreadable', () => {
    sessionStorage.setItem('wugong.act.r1.start', '{')
    expect(keptFilled('r1', 'start')).toEqual(freshFilled())
  })
})
