/** The screens of elder mode, one question each, and at last a look at the whole. */
export const steps = ['photos', 'class', 'place', 'words', 'check'] as const

export type Step = (typeof steps)[number]
