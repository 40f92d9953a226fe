import { computed, ref } from 'vue'
import { api, ok } from '@/api/client'
import { useAttempt } from '@/shared/use/useAttempt'
import { useSession } from './session'
import { codeOf, phoneOf } from './signInText'
import { useCountdown } from './useCountdown'

/** Signing in: first the phone, then the code that came. What was typed stays, whatever fails. */
export function useSignIn(done: () => void) {
  const session = useSession()
  const { left, start } = useCountdown()
  const step = ref<'phone' | 'code'>('phone')
  const phone = ref('')
  const code = ref('')
  const demoCode = ref('')
  const { busy, problem, attempt } = useAttempt()
  /** The sentence of the form itself: no number, no code. */
  const amiss = ref<'phone' | 'code'>()

  return {
    step,
    phone,
    code,
    demoCode,
    busy,
    problem,
    amiss,
    resendIn: left,
    shownPhone: computed(
      () => phoneOf(phone.value)?.replace(/(\d{3})(\d{4})(\d{4})/, '$1 $2 $3') ?? phone.value,
    ),
    requestCode,
    signIn,
    otherPhone,
  }

  async function requestCode(): Promise<void> {
    const number = phoneOf(phone.value)
    amiss.value = number ? undefined : 'phone'
    if (!number) return
    await attempt(async () => {
      const sent = await ok(api.POST('/auth/codes', { body: { phone: number } }))
      demoCode.value = sent.demo_code ?? ''
      code.value = ''
      step.value = 'code'
      start(sent.resend_after)
    })
    // Asked too soon: a code is on its way already, and the wait is known.
    if (problem.value?.code === 'code_too_soon') {
      step.value = 'code'
      start(problem.value.retryAfter ?? 60)
    }
  }

  async function signIn(): Promise<void> {
    const number = phoneOf(phone.value)
    const digits = codeOf(code.value)
    amiss.value = digits ? undefined : 'code'
    if (!number || !digits) return
    await attempt(async () => {
      await session.signIn(number, digits)
      done()
    })
  }

  function otherPhone(): void {
    step.value = 'phone'
    problem.value = undefined
    amiss.value = undefined
    demoCode.value = ''
  }
}
