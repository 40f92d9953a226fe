import { expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { keepClasses, keptClasses } from './keptClasses'

const rubbish: Schemas['ReportClass'] = {
  code: '0102',
  code_system: 'city',
  group: '01',
  name: '暴露垃圾',
  hint: '',
  emergency: false,
  days: 1,
}

it('keeps the classes of each language apart', () => {
  keepClasses('zh-CN', [rubbish])
  expect(keptClasses('zh-CN')).toEqual([rubbish])
  expect(keptClasses('en')).toEqual([])
})

it.each(['{', '"x"', '[null]', '[{"code":"0102"}]'])('takes %s for nothing', text => {
  localStorage.setItem('wugong.report-classes.en', text)
  expect(keptClasses('en')).toEqual([])
})
