import { ref } from 'vue'

const waiting = ref<ServiceWorker>()
let asked = false

/** A new version of the app that waits until the reader wants it. */
export function useUpdate() {
  return { waiting, apply }
}

/** Registers the service worker. A version that arrives later waits; nothing changes under the reader's hands. */
export async function registerWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (asked) location.reload()
  })
  try {
    const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/' })
    note(registration)
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => note(registration))
    })
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') registration.update().catch(() => {})
    })
  } catch {
    // Without a worker the app works, only not offline.
  }
}

function note(registration: ServiceWorkerRegistration): void {
  if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting
}

function apply(): void {
  asked = true
  waiting.value?.postMessage({ type: 'SKIP_WAITING' })
}
