/** The eleven digits of a mainland mobile number typed in any of the usual ways; undefined where it is none. */
export function phoneOf(typed: string): string | undefined {
  const digits = asciiDigits(typed)
    .replace(/[\s\-()（）]/g, '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined
}

/** The six digits of a code, also when it was pasted with words around it; undefined where there are not six. */
export function codeOf(typed: string): string | undefined {
  return /(?:^|\D)(\d{6})(?:\D|$)/.exec(asciiDigits(typed).replace(/(\d)\s+(?=\d)/g, '$1'))?.[1]
}

function asciiDigits(typed: string): string {
  return typed.replace(/[０-９＋]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}

/** Where to go after signing in: a page of this app, never another site. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/'
}
