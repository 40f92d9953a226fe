type Kept = string | number | boolean

/** The name under which a choice lies on this device. */
export const keyOf = (name: string) => `wugong.${name}`

/** A choice kept on this device; `fallback` where none was made, it is not allowed, or storage is closed. */
export function settingKept<T extends Kept>(name: string, fallback: T, allowed: (value: T) => boolean): T {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null') as T | null
    return kept !== null && typeof kept === typeof fallback && allowed(kept) ? kept : fallback
  } catch {
    return fallback
  }
}
