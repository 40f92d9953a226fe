import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { doorSheets } from './doorSheets'

function invitation(id: string, building: string, days: number, link = true): Schemas['Invitation'] {
  return {
    id,
    building_id: building,
    estate: '甲小区',
    building,
    created_at: '2026-11-01T00:00:00Z',
    expires_at: new Date(Date.UTC(2026, 10, 1 + days)).toISOString(),
    joined: 0,
    link: link ? `https://wugong.example/j/${id}` : undefined,
  }
}

describe('doorSheets', () => {
  const ids = (...of: Parameters<typeof doorSheets>) => doorSheets(...of).map(one => one.id)

  it('is one for each building, the one that lasts longest', () => {
    expect(
      ids([invitation('a', '1号楼', 7), invitation('b', '1号楼', 90), invitation('c', '1号楼', 30)]),
    ).toEqual(['b'])
  })

  it('leaves out what opens no door any more', () => {
    expect(ids([invitation('a', '1号楼', 90, false), invitation('b', '2号楼', 7)])).toEqual(['b'])
  })

  it('follows the numbers of the buildings', () => {
    const all = [invitation('x', '10号楼', 7), invitation('ii', '2号楼', 7), invitation('i', '1号楼', 7)]
    expect(ids(all)).toEqual(['i', 'ii', 'x'])
  })

  it('is the one asked for alone', () => {
    expect(ids([invitation('a', '1号楼', 7), invitation('b', '1号楼', 90)], 'a')).toEqual(['a'])
    expect(ids([invitation('a', '1号楼', 7)], 'unknown')).toEqual([])
  })
})
