import { onScopeDispose, ref } from 'vue'

/** The present time in ms, renewed every half minute, for texts such as "2 hours left". */
export function useNow() {
  const now = ref(Date.now())
  const clock = setInterval(() => (now.value = Date.now()), 30_000)
  onScopeDispose(() => clearInterval(clock))
  return now
}
