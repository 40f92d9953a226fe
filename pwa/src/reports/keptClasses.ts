import type { Schemas } from '@/api/client'
import type { Language } from '@/shared/words'

type ReportClass = Schemas['ReportClass']

const keyOf = (language: Language) => `wugong.report-classes.${language}`

/** The classes as this phone saw them last: a report can be written without network. They are the same for everybody. */
export function keptClasses(language: Language): ReportClass[] {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(language)) ?? '[]') as unknown
    return Array.isArray(kept) && kept.every(isClass) ? kept : []
  } catch {
    return []
  }
}

/** Remembers the classes for the next time without network. */
export function keepClasses(language: Language, classes: readonly ReportClass[]): void {
  try {
    localStorage.setItem(keyOf(language), JSON.stringify(classes))
  } catch {
    // No room: they are asked for again.
  }
}

function isClass(one: unknown): one is ReportClass {
  const { code, name, group } = (one ?? {}) as Partial<Record<keyof ReportClass, unknown>>
  return [code, name, group].every(part => typeof part === 'string')
}
