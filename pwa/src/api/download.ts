import { send } from './client'
import { problemFrom, problemOf } from './problem'
import type { components } from './schema.gen'
import { base } from './base'

export interface SavedFile {
  name: string
  content: Blob
}

/** Everything the server keeps of the person, as a file: to read (html) or to take elsewhere (json). */
export function exportFile(form: components['schemas']['ExportForm']): Promise<SavedFile> {
  return fileOf(new Request(`${base}/me/export?form=${form}`), `wugong.${form}`)
}

/** Register and votes of a ballot by name, for the counting panel; the server records who took it. */
export function panelFile(ballotId: string): Promise<SavedFile> {
  const path = `${base}/ballots/${encodeURIComponent(ballotId)}/panel-document`
  return fileOf(new Request(path, { method: 'POST' }), 'wugong-panel.json')
}

/** What a vote is counted again from. */
export function ballotFile(ballotId: string): Promise<SavedFile> {
  return fileOf(new Request(`${base}/ballots/${encodeURIComponent(ballotId)}/document`), 'vote.json')
}

/** The archive of a project, a ZIP that opens without this app. */
export function projectArchive(projectId: string): Promise<SavedFile> {
  const path = `${base}/projects/${encodeURIComponent(projectId)}/archive`
  return fileOf(new Request(path), 'wugong-project.zip')
}

async function fileOf(request: Request, name: string): Promise<SavedFile> {
  try {
    const answer = await send(request)
    if (!answer.ok) throw problemFrom(answer.status, await answer.json().catch(() => null))
    const line = answer.headers.get('Content-Disposition') ?? ''
    return { name: /filename="([\w.-]+)"/.exec(line)?.[1] ?? name, content: await answer.blob() }
  } catch (thrown) {
    throw problemOf(thrown)
  }
}

/** Hands a file to the phone, under its name. */
export function save({ name, content }: SavedFile): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
