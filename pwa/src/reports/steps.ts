/** The screens of elder mode, one question each, and at last a look at the whole. */
export const steps = ['photos', 'class', 'place', 'words', 'check'] as const

export type Step = (typeof steps)[number]

/** The step that an address names; the first one for anything else. */
export function stepOf(name: unknown): Step {
  return steps.find(step => step === name) ?? steps[0]
}

export function stepAfter(step: Step): Step {
  return steps[Math.min(steps.indexOf(step) + 1, steps.length - 1)]!
}

export function stepBefore(step: Step): Step {
  return steps[Math.max(steps.indexOf(step) - 1, 0)]!
}
