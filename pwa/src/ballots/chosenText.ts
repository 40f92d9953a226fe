import type { Schemas } from '@/api/client'
import { say } from '@/shared/words'

type Options = Pick<Schemas['Ballot'], 'options'>

/** What was chosen, in words: the mark, or the titles in the order of the options; blank where nothing was. */
export function chosenText(
  ballot: Options,
  { mark, choices = [] }: { mark?: string; choices?: readonly string[] },
): string {
  if (mark) return say(`ballot.mark.${mark}`)
  const titles = ballot.options.filter(one => choices.includes(one.id)).map(one => one.title)
  return titles.length ? titles.map(title => say('ballot.quoted', { title })).join('') : say('ballot.blank')
}
