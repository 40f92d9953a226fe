import { getAhead, renewAhead } from './api/ahead'
import { base } from './api/base'
import { languageKept } from './shared/language'
import { settingKept } from './shared/setting'
import { sizesOf, sourcesOf } from './shared/ui/photoSize'

/**
 * Asks the server for what the first page shows, before the app has come that will show it: who is signed in, the
 * answer of Home, and its picture. The app takes them from where api/ahead laid them.
 */
export function askAhead(): void {
  const any = () => true
  const language = languageKept()
  const renewed = settingKept('signed-in', false, any) ? renewAhead(language) : undefined
  if (location.pathname !== '/') return
  const community = settingKept('community', '', any)
  const query = community && `?community_id=${encodeURIComponent(community)}`
  getAhead(`/home${query}`, language, renewed)
    .then(showPicture)
    .catch(() => {})
}

/** The picture of the community is the largest thing on Home. */
async function showPicture(answer: Response): Promise<void> {
  if (!answer.ok) return
  const { community } = (await answer.clone().json()) as { community?: { banner_media_id?: string } }
  const id = community?.banner_media_id
  if (!id) return
  const link = document.createElement('link')
  link.rel = 'preload'
  link.as = 'image'
  link.setAttribute('fetchpriority', 'high')
  link.imageSrcset = sourcesOf(size => `${base}/media/${encodeURIComponent(id)}?variant=${size}`)
  link.imageSizes = sizesOf(680)
  document.head.append(link)
}
