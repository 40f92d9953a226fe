import { computed, nextTick, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Questions in their order. */
export type Steps<S extends string> = readonly [S, ...S[]]

/** The step that an address names; the first one for anything else. */
export function stepOf<S extends string>(steps: Steps<S>, name: unknown): S {
  return steps.find(step => step === name) ?? steps[0]
}

export function stepAfter<S extends string>(steps: Steps<S>, step: S): S {
  return steps[Math.min(steps.indexOf(step) + 1, steps.length - 1)]!
}

export function stepBefore<S extends string>(steps: Steps<S>, step: S): S {
  return steps[Math.max(steps.indexOf(step) - 1, 0)]!
}

/** The question shown where there is one a screen. It stands in the address, so that the phone's own back button goes a step back. */
export function useStep<S extends string>(steps: Steps<S>) {
  const route = useRoute()
  const router = useRouter()
  const step = computed(() => stepOf(steps, route.query.step))

  watch(step, async () => {
    await nextTick()
    window.scrollTo({ top: 0 })
    // Voice output reads on at the new question.
    document.getElementById('question')?.focus({ preventScroll: true })
  })

  const addressOf = (to: S) => ({ query: { ...route.query, step: to === steps[0] ? undefined : to } })

  return {
    step,
    number: computed(() => steps.indexOf(step.value) + 1),
    go: (to: S) => void router.push(addressOf(to)),
    next: () => void router.push(addressOf(stepAfter(steps, step.value))),
    back: () => {
      const address = addressOf(stepBefore(steps, step.value))
      const before = (history.state as { back?: string | null } | null)?.back
      if (before === router.resolve(address).fullPath) router.back()
      else void router.replace(address)
    },
    /** The first question again, when it is sent or thrown away. */
    begin: () => void router.replace(addressOf(steps[0])),
  }
}
