import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import type { Field } from './fields'
import { freshRecord, fromOf, markOf, recordBegun, recordBody, recordLacks } from './recordDraft'
import { type RecordType, recordForms } from './recordForms'

const now = new Date('2026-11-29T01:00:00+08:00')
const types = Object.keys(recordForms) as RecordType[]

describe('a record that is written', () => {
  it('is refused while a plan does not add up, and sent once it does', () => {
    const draft = freshRecord('funding_plan')
    draft.fields = { estimate: '300', lines: [{ source: 'fiscal', fund: '', amount: '200' }], note: '' }
    expect(recordLacks('funding_plan', draft, false, now)).toEqual({ lines: 'sum' })
    ;(draft.fields.lines as object[]).push({ source: 'donation', fund: '', amount: '100' })
    expect(recordLacks('funding_plan', draft, false, now)).toEqual({})
    expect(recordBody('funding_plan', draft)).toEqual({
      id: draft.id,
      type: 'funding_plan',
      body: {
        funding_plan: {
          estimate: 30_000,
          lines: [
            { source: 'fiscal', amount: 20_000 },
            { source: 'donation', amount: 10_000 },
          ],
        },
      },
    })
  })

  it('says why where it supersedes, for whom where it came on paper, and nothing of the future', () => {
    const draft = { ...freshRecord('need'), source: 'paper' as const, at: '2026-11-30T08:00' }
    draft.fields.text = '要一条坡道'
    expect(recordLacks('need', draft, true, now)).toEqual({
      reason: 'missing',
      at: 'future',
      behalf: 'missing',
    })
    const whole = { ...draft, reason: ' 写错了\n户数 ', behalf: '王奶奶', at: '2026-11-28T08:00' }
    expect(recordLacks('need', whole, true, now)).toEqual({})
    expect(recordBody('need', whole, 'old')).toMatchObject({
      supersedes: 'old',
      reason: '写错了 户数',
      source: 'paper',
      on_behalf_of: '王奶奶',
      occurred_at: '2026-11-28T00:00:00.000Z',
    })
  })

  it('begins with what it supersedes, or with what it is about', () => {
    const before = {
      type: 'cost_share',
      body: {
        cost_share: { total: 100_000, rule: 'area', units: [{ label: '3号楼 401', area: 8950 }] },
      },
      source: 'online',
      occurred_at: '2026-11-20T00:00:00Z',
    } as unknown as Schemas['ProjectRecord']
    const draft = freshRecord('cost_share', before)
    expect(draft.fields.units).toBe('3号楼 401 89.50')
    expect(recordBody('cost_share', draft, 'x').body).toEqual(before.body)
    expect(freshRecord('objection', undefined, 'p').fields.about_id).toBe('p')
    expect(recordBegun('need', freshRecord('need'))).toBe(false)
  })

  it('marks photos of the progress with the point that was asked for', () => {
    const draft = freshRecord('progress')
    draft.photos = [{ id: 'a', width: 1, height: 1, sent: true }]
    const from = fromOf('progress', 'p', 'after')
    expect(recordBody('progress', draft, undefined, from).photos).toEqual([
      { id: 'a', kind: 'picture', point_id: 'p', moment: 'after' },
    ])
    expect(fromOf('need', 'p')).toBeUndefined()
    const own = freshRecord('photo_point')
    expect(markOf('photo_point', own, 'a')).toEqual({ kind: 'picture', point: own.id, moment: 'before' })
    draft.marks = { a: { kind: 'picture', point: '', moment: '' } }
    expect(recordBody('progress', draft, undefined, from).photos).toEqual([{ id: 'a', kind: 'picture' }])
  })
})

describe('the words of the forms', () => {
  const at = (words: object, path: string): unknown =>
    path.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)?.[part], words)
  const keys = (field: Field, before: string): string[] => [
    `${before}.${field.name}`,
    ...(field.hint ? [`${before}.${field.name}Hint`] : []),
    ...('of' in field ? field.values.map(value => `of.${field.of}.${value}`) : []),
    ...(field.kind === 'rows' ? field.fields.flatMap(one => keys(one, `${before}.${field.name}Row`)) : []),
  ]
  const wanted = types.flatMap(type => [
    `type.${type}`,
    `act.${type}`,
    `about.${type}`,
    ...recordForms[type].photos.map(kind => `photo.${kind}`),
    ...recordForms[type].photos.slice(0, 1).map(kind => `photos.${kind}`),
    ...recordForms[type].fields.flatMap(field => keys(field, recordForms[type].body)),
  ])

  it('are there for every type, field and choice', () => {
    expect(types).toHaveLength(28)
    for (const language of ['zh', 'en']) {
      const file = join(dirname(fileURLToPath(import.meta.url)), `../locales/${language}/projectForms.json`)
      const words = JSON.parse(readFileSync(file, 'utf8')) as object
      expect(wanted.filter(key => typeof at(words, key) !== 'string')).toEqual([])
    }
  })
})
