import { type Ref, ref, watch } from 'vue'

/** A choice remembered on this device; `fallback` where none was made, it is not allowed, or storage is closed. */
export function useLocalSetting(name: string, fallback: boolean): Ref<boolean>
export function useLocalSetting(
  name: string,
  fallback: number,
  allowed?: (value: number) => boolean,
): Ref<number>
export function useLocalSetting<T extends string = string>(
  name: string,
  fallback: NoInfer<T>,
  allowed?: (value: T) => boolean,
): Ref<T>
export function useLocalSetting<T extends string | number | boolean>(
  name: string,
  fallback: T,
  allowed: (value: T) => boolean = () => true,
): Ref<T> {
  const key = `wugong.${name}`
  const setting = ref(read()) as Ref<T>
  watch(setting, value => {
    try {
      localStorage.setItem(key, JSON.stringify(value))
    } catch {
      // A private window without storage: the choice holds until it is closed.
    }
  })
  return setting

  function read(): T {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
      return kept !== null && typeof kept === typeof fallback && allowed(kept) ? kept : fallback
    } catch {
      return fallback
    }
  }
}
