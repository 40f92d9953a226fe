import { type Ref, ref, watch } from 'vue'
import { keyOf, settingKept } from '../setting'

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
  const setting = ref(settingKept(name, fallback, allowed)) as Ref<T>
  watch(setting, value => {
    try {
      // Nothing leaves no trace: a shared phone keeps not even the name of what somebody had.
      if (value === '') localStorage.removeItem(keyOf(name))
      else localStorage.setItem(keyOf(name), JSON.stringify(value))
    } catch {
      // A private window without storage: the choice holds until it is closed.
    }
  })
  return setting
}
