import { expect, it } from 'vitest'
import { stepAfter, stepBefore, stepOf } from './useStep'

const steps = ['photos', 'class', 'place', 'words', 'check'] as const

it('goes through all questions and back again', () => {
  const forth = steps.map(step => stepAfter(steps, step))
  expect(forth).toEqual(['class', 'place', 'words', 'check', 'check'])
  expect(forth.map(step => stepBefore(steps, step))).toEqual(['photos', 'class', 'place', 'words', 'words'])
  expect(stepBefore(steps, 'photos')).toBe('photos')
})

it.each([
  ['place', 'place'],
  ['elsewhere', 'photos'],
  [undefined, 'photos'],
  [['class'], 'photos'],
])('takes the address %s as the step %s', (name, step) => {
  expect(stepOf(steps, name)).toBe(step)
})
