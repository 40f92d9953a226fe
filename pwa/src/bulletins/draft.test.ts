import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { facesOf } from './bulletinText'
import {
  type Draft,
  begun,
  bodyOf,
  changeOf,
  clockOf,
  draftOf,
  freshDraft,
  lacksOf,
  momentOf,
  sameWords,
} from './draft'
import { audiencesOf, buildingsOf, issuerOf } from './office'

const now = new Date('2026-11-24T14:30:00Z')
const written = (more: Partial<Draft> = {}): Draft => ({
  ...freshDraft(),
  title: '停水',
  text: '请接水',
  ...more,
})

describe('the clock of the community', () => {
  it('is eight hours before Greenwich, whatever the phone says', () => {
    expect(clockOf(now)).toBe('2026-11-24T22:30')
    expect(clockOf(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01T00:00')
    expect(momentOf('2026-11-24T22:30')?.toISOString()).toBe(now.toISOString())
  })

  it.each(['', '2026-13-40T00:00', 'morning'])('shows nothing for %j', text => {
    expect(momentOf(text)).toBeUndefined()
  })
})

describe('what a notice lacks', () => {
  it.each<[Partial<Draft>, string[]]>([
    [{}, []],
    [{ title: '  ', text: '\n' }, ['title', 'text']],
    [{ audience: 'buildings' }, ['buildings']],
    [{ audience: 'buildings', buildings: ['b1'] }, []],
    [{ when: 'later' }, ['at']],
    [{ when: 'later', at: clockOf(now) }, ['at']],
    [{ when: 'later', at: '2026-11-24T22:31' }, []],
    [{ when: 'later', at: '2027-02-22T22:30' }, []],
    [{ when: 'later', at: '2027-02-22T22:31' }, ['at']],
    [{ when: 'now', at: 'left over' }, []],
  ])('%j: %j', (more, lacks) => {
    expect(lacksOf(written(more), now)).toEqual(lacks)
  })
})

describe('what is sent', () => {
  it('of one for now leaves the moment to the server', () => {
    const body = bodyOf(written({ title: ' 停水 ', days: '7' }), undefined, now)
    expect(body).toMatchObject({
      title: '停水',
      audience: 'members',
      urgent: false,
      until: '2026-12-01T14:30:00.000Z',
    })
    expect([body.publish_at, body.building_ids, body.corrects]).toEqual([undefined, undefined, undefined])
  })

  it('of a planned one counts its days from its own time', () => {
    const body = bodyOf(written({ when: 'later', at: '2026-11-26T08:00', urgent: 'yes' }), undefined, now)
    expect([body.publish_at, body.until, body.urgent]).toEqual([
      '2026-11-26T00:00:00.000Z',
      '2026-12-26T00:00:00.000Z',
      true,
    ])
  })

  it('names buildings only where they are meant', () => {
    expect(bodyOf(written({ buildings: ['b1'] }), undefined, now).building_ids).toBeUndefined()
    expect(bodyOf(written({ buildings: ['b1'], audience: 'buildings' }), 'old', now)).toMatchObject({
      building_ids: ['b1'],
      corrects: 'old',
    })
  })

  it('of a change says the version and the moment', () => {
    expect(changeOf(written({ version: 3 }), now)).toMatchObject({
      version: 3,
      publish_at: now.toISOString(),
    })
  })
})

const planned = {
  id: 'n1',
  title: '停水',
  text: '请接水',
  audience: 'buildings',
  buildings: [{ id: 'b1', name: '梧桐苑小区 1号楼' }],
  urgent: true,
  version: 4,
  publish_at: '2026-11-26T00:00:00Z',
  until: '2026-12-26T00:00:00Z',
} as Schemas['Bulletin']

describe('a notice taken up again', () => {
  it('to be changed is as it was', () => {
    const draft = draftOf(planned, false)
    expect(draft).toMatchObject({
      at: '2026-11-26T08:00',
      when: 'later',
      days: '30',
      urgent: 'yes',
      version: 4,
    })
    expect(changeOf(draft, now)).toMatchObject({
      publish_at: '2026-11-26T00:00:00.000Z',
      building_ids: ['b1'],
    })
    expect(sameWords(draft, draftOf(planned, false))).toBe(true)
    expect(sameWords(draft, { ...draft, urgent: 'no' })).toBe(false)
  })

  it('to be corrected goes out now', () => {
    expect(draftOf(planned, true)).toMatchObject({ when: 'now', at: '' })
  })

  it('is begun when there are words in it', () => {
    expect([
      begun(freshDraft()),
      begun(written({ title: '' })),
      begun(written({ text: ' ', title: '' })),
    ]).toEqual([false, true, false])
  })
})

describe('to whom somebody may write', () => {
  const standing = (more: Partial<Schemas['Standing']>) =>
    ({
      roles: [],
      permissions: ['bulletin_write'],
      building_id: 'b1',
      ...more,
    }) as unknown as Schemas['Standing']
  const all = [{ id: 'b1' }, { id: 'b2' }] as Schemas['Building'][]

  it.each<[Partial<Schemas['Standing']>, string[], number, string]>([
    [
      { permissions: ['bulletin_write', 'bulletin_manage'] },
      ['public', 'members', 'buildings'],
      2,
      'committee',
    ],
    [
      { roles: ['property_company'], building_id: undefined },
      ['members', 'buildings'],
      2,
      'property_company',
    ],
    [{ roles: ['building_head'] }, ['buildings'], 1, 'building_head'],
  ])('%j: %j', (more, audiences, buildings, issuer) => {
    expect(issuerOf(standing(more))).toBe(issuer)
    expect(audiencesOf(standing(more))).toEqual(audiences)
    expect(buildingsOf(standing(more), all)).toHaveLength(buildings)
  })
})

describe('what a notice wears', () => {
  const words = (more: object, desk = false) =>
    facesOf({ state: 'published', urgent: false, correction: false, ...more }, desk).map(face => face.word)

  it('says only what the reader needs, and its state at the desk', () => {
    expect(words({})).toEqual([])
    expect(words({}, true)).toEqual(['published'])
    expect(words({ urgent: true, correction: true })).toEqual(['urgent', 'correction'])
    expect(words({ urgent: true, state: 'withdrawn' })).toEqual(['withdrawn'])
    expect(words({ urgent: true, state: 'scheduled' })).toEqual(['urgent', 'scheduled'])
  })
})
