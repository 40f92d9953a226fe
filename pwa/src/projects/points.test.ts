import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { pointsOf } from './points'

const photo = (id: string, point_id?: string, moment?: Schemas['PhotoMoment']) =>
  ({ id, kind: 'picture', width: 4, height: 3, point_id, moment }) as Schemas['ProjectPhoto']
const point = (id: string, more: object = {}) => ({
  id,
  body: { photo_point: { name: `name of ${id}` } },
  photos: [],
  occurred_at: '2026-11-01T00:00:00Z',
  in_force: true,
  ...more,
})
const progress = (id: string, at: string, photos: Schemas['ProjectPhoto'][]) => ({
  id,
  body: { progress: { percent: 1, text: 'x' } },
  photos,
  occurred_at: at,
  in_force: true,
})

describe('photo points', () => {
  it('show what was before first and what is after last, else by time', () => {
    const [one] = pointsOf(
      [point('p', { photos: [photo('start', undefined, 'before')] })],
      [
        progress('c', '2026-11-09T00:00:00Z', [photo('end', 'p', 'after')]),
        progress('b', '2026-11-10T00:00:00Z', [photo('mid2', 'p', 'during')]),
        progress('a', '2026-11-05T00:00:00Z', [photo('mid', 'p', 'during'), photo('other', 'q')]),
        progress('d', '2026-11-20T00:00:00Z', [photo('late', 'p', 'before'), photo('loose')]),
      ],
    )
    expect(one?.photos.map(one => one.id)).toEqual(['start', 'late', 'mid', 'mid2', 'end'])
  })

  it('keep the photos of the point they took the place of, which is shown no more', () => {
    const all = pointsOf(
      [point('new', { supersedes: 'old' }), point('old', { in_force: false })],
      [progress('a', '2026-11-05T00:00:00Z', [photo('x', 'old', 'before')])],
    )
    expect(all.map(one => [one.id, one.photos.map(photo => photo.id)])).toEqual([['new', ['x']]])
  })
})
