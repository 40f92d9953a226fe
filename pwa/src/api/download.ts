import { send } from './client'
import { problemFrom, problemOf } from './problem'
import type { components } from './schema.gen'
import { base } from './base'

/** Everything the server keeps of the person, as a file: to read (html) or to take elsewhere (json). */
export async function exportFile(
  form: components['schemas']['ExportForm'],
): Promise<{ name: string; content: Blob }> {
  try {
    const answer = await send(new Request(`${base}/me/export?form=${form}`))
    if (!answer.ok) throw problemFrom(answer.status, await answer.json().catch(() => null))
    const line = answer.headers.get('Content-Disposition') ?? ''
    return { name: /filename="([\w.-]+)"/.exec(line)?.[1] ?? `wugong.${form}`, content: await answer.blob() }
  } catch (thrown) {
    throw problemOf(thrown)
  }
}

/** Hands a file to the phone, under its name. */
export function save({ name, content }: { name: string; content: Blob }): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
