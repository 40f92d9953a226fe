import { expect, it } from 'vitest'
import { areaOf, areaText, unitText } from './unitText'

it.each([
  ['89.5', 8950],
  ['89.05', 8905],
  [' 120 ', 12000],
  ['0.01', 1],
  ['0', undefined],
  ['1.234', undefined],
  ['八十', undefined],
  ['-3', undefined],
  ['123456', undefined],
])('the area %s', (typed, area) => {
  expect(areaOf(typed)).toBe(area)
})

it('writes an area as it is read', () => {
  expect(areaText(7485)).toBe('74.85')
  expect(areaOf(areaText(1))).toBe(1)
})

it('names a unit by its door, and by its name where that is another', () => {
  const at = { estate: '梧桐苑小区', building: '1号楼', entrance: '', door: '商1', name: '商1' }
  expect(unitText(at)).toBe('梧桐苑小区 1号楼 商1')
  expect(unitText({ ...at, name: '便利店' })).toBe('梧桐苑小区 1号楼 商1 便利店')
})
