// Full stop, exclamation and question mark, semicolon, comma and enumeration comma of Chinese, by number.
const ends = '\\u3002\\uff01\\uff1f!?\\uff1b;'
const commas = '\\uff0c,\\u3001'
const whole = new RegExp(`[^${ends}\\n]+[${ends}]*`, 'g')
const parts = new RegExp(`[^${commas}]+[${commas}]*`, 'g')

/** A text in pieces a voice can read in one breath: whole sentences, none longer than `most` letters where a comma allows. */
export function sentences(text: string, most = 100): string[] {
  const short = (text.match(whole) ?? []).flatMap(one =>
    one.length <= most ? [one] : (one.match(parts) ?? [one]),
  )
  return short.map(one => one.trim()).filter(one => /[\p{L}\p{N}]/u.test(one))
}
