import { expect, it } from 'vitest'
import { stepAfter, stepBefore, stepOf, steps } from './steps'

it('goes through all questions and back again', () => {
  const forth = steps.map(stepAfter)
  expect(forth).toEqual(['class', 'place', 'words', 'check', 'check'])
  expect(forth.map(stepBefore)).toEqual(['photos', 'class', 'place', 'words', 'words'])
  expect(stepBefore('photos')).toBe('photos')
})

it.each([
  ['place', 'place'],
  ['elsewhere', 'photos'],
  [undefined, 'photos'],
  [['class'], 'photos'],
])('takes the address %s as the step %s', (name, step) => {
  expect(stepOf(name)).toBe(step)
})
