/** The day from which the notice in `locales/…/privacy.json` is valid: it is the version people agree to here. */
export const noticeVersion = '2026-11-24'

/** What the short notice answers, in its order. */
export const shortLines = ['what', 'why', 'long', 'who'] as const

/** What the whole notice tells of, thing by thing: each has what, why, long and who. */
export const things = ['phone', 'name', 'age', 'report', 'place', 'signIns', 'acts'] as const

/** What one may do about one's own data. */
export const rights = ['see', 'correct', 'withdraw', 'erase', 'ask'] as const
