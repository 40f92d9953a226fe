import { type Ref, readonly, ref } from 'vue'

const online = ref(navigator.onLine)
window.addEventListener('online', () => (online.value = true))
window.addEventListener('offline', () => (online.value = false))

/** Whether the phone believes that it has a network; true does not promise that the server can be reached. */
export function useOnline(): Readonly<Ref<boolean>> {
  return readonly(online)
}
