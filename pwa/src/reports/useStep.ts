import { computed, nextTick, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { type Step, stepAfter, stepBefore, stepOf, steps } from './steps'

/** The question shown in elder mode. It stands in the address, so that the phone's own back button goes a step back. */
export function useStep() {
  const route = useRoute()
  const router = useRouter()
  const step = computed(() => stepOf(route.query.step))

  watch(step, async () => {
    await nextTick()
    window.scrollTo({ top: 0 })
    // Voice output reads on at the new question.
    document.getElementById('question')?.focus({ preventScroll: true })
  })

  const addressOf = (to: Step) => ({ query: { ...route.query, step: to === steps[0] ? undefined : to } })

  return {
    step,
    number: computed(() => steps.indexOf(step.value) + 1),
    go: (to: Step) => void router.push(addressOf(to)),
    next: () => void router.push(addressOf(stepAfter(step.value))),
    back: () => {
      const address = addressOf(stepBefore(step.value))
      const before = (history.state as { back?: string | null } | null)?.back
      if (before === router.resolve(address).fullPath) router.back()
      else void router.replace(address)
    },
    /** The first question again, when the report is sent or thrown away. */
    begin: () => void router.replace(addressOf(steps[0])),
  }
}
