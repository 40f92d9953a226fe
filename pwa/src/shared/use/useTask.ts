import { onScopeDispose, ref } from 'vue'

const tasks = ref(0)

/** One task has the screen for itself: the shell takes its bottom bar away. */
export function useTaskShown() {
  return tasks
}

/** As long as the component that calls it is there, its task has the screen for itself. */
export function useTask(): void {
  tasks.value++
  onScopeDispose(() => tasks.value--)
}
