import { useUpdate } from './useUpdate'

const { waiting, asked } = useUpdate()

/** Registers the service worker. A version that arrives later waits; nothing changes under the reader's hands. */
export async function registerWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (asked.value) location.reload()
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
