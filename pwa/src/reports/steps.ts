/** The screens of elder mode, one question each. */
export const steps = ['photos', 'class', 'place', 'words'] as const

type Step = (typeof steps)[number]

export function stepAfter(step: Step): Step {
  return steps[Math.min(steps.indexOf(step) + 1, steps.length - 1)]!
}

export function stepBefore(step: Step): Step {
  return steps[Math.max(steps.indexOf(step) - 1, 0)]!
}
