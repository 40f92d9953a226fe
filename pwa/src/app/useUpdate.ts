import { ref } from 'vue'

const waiting = ref<ServiceWorker>()
const asked = ref(false)

/** A new version of the app that waits until the reader wants it, and whether it was asked for. */
export function useUpdate() {
  return { waiting, asked, apply }
}

function apply(): void {
  asked.value = true
  waiting.value?.postMessage({ type: 'SKIP_WAITING' })
}
