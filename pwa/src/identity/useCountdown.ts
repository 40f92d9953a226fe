import { onScopeDispose, ref } from 'vue'

/** Seconds down to zero by the clock, so that a phone that slept counts right. */
export function useCountdown() {
  const left = ref(0)
  let until = 0
  let timer: ReturnType<typeof setInterval> | undefined

  onScopeDispose(stop)
  return { left, start }

  function start(seconds: number): void {
    stop()
    until = Date.now() + seconds * 1000
    tick()
    timer = setInterval(tick, 500)
  }

  function tick(): void {
    left.value = Math.max(0, Math.ceil((until - Date.now()) / 1000))
    if (left.value === 0) stop()
  }

  function stop(): void {
    clearInterval(timer)
  }
}
