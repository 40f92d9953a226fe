import type { Schemas } from '@/api/client'

type Record = Pick<
  Schemas['ProjectRecord'],
  'id' | 'body' | 'photos' | 'occurred_at' | 'in_force' | 'supersedes'
>

/** One fixed point, and the photos that were taken from it, the oldest first. */
export interface Point {
  id: string
  name: string
  hint: string | undefined
  photos: { id: string; at: string }[]
}

const order = { before: 0, during: 1, after: 2 }

/**
 * The points in force with their photos: those of the point itself, and those of the progress that name it or a point
 * that it has taken the place of. What was before stands first and what is after last, whenever it was recorded.
 */
export function pointsOf(points: readonly Record[], progress: readonly Record[]): Point[] {
  const older = new Map(points.flatMap(one => (one.supersedes ? [[one.id, one.supersedes] as const] : [])))
  return points
    .filter(point => point.in_force)
    .map(point => {
      const names = new Set<string>()
      for (let id: string | undefined = point.id; id && !names.has(id); id = older.get(id)) names.add(id)
      const photos = [...points, ...progress]
        .flatMap(record =>
          record.photos
            .filter(photo => names.has(photo.point_id ?? (record.body.photo_point ? record.id : '')))
            .map(photo => ({ id: photo.id, at: record.occurred_at, when: order[photo.moment ?? 'during'] })),
        )
        .sort((a, b) => a.when - b.when || a.at.localeCompare(b.at))
      return {
        id: point.id,
        name: point.body.photo_point?.name ?? '',
        hint: point.body.photo_point?.hint,
        photos: photos.map(({ id, at }) => ({ id, at })),
      }
    })
    .reverse()
}
