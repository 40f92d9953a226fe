import { ref } from 'vue'
import { type Problem, problemOf } from '@/api/problem'

/** One thing tried at a time: whether it is under way, and why it failed. Pressed twice, it is done once. */
export function useAttempt() {
  const busy = ref(false)
  const problem = ref<Problem>()

  return { busy, problem, attempt }

  async function attempt(act: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    problem.value = undefined
    try {
      await act()
    } catch (thrown) {
      problem.value = problemOf(thrown)
    } finally {
      busy.value = false
    }
  }
}
