import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** A folder imports only folders of a lower rank; equal ranks do not know each other. The frame knows everybody. */
const ranks: Record<string, number> = {
  api: 0,
  shared: 1,
  identity: 2,
  notifications: 3,
  communities: 4,
  media: 5,
  complaints: 5,
  bulletins: 5,
  places: 6,
  rosters: 6,
  disclosures: 6,
  ballots: 6,
  evaluations: 6,
  reports: 7,
  conventions: 7,
  proposals: 8,
  projects: 9,
  home: 10,
  privacy: 10,
  statistics: 10,
  app: 11,
}

const src = dirname(fileURLToPath(import.meta.url))
const all = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => relative(src, join(entry.parentPath, entry.name)))
const code = all.filter(path => /\.(ts|vue)$/.test(path) && !path.endsWith('.gen.ts'))
const shipped = code.filter(path => !path.endsWith('.test.ts') && path !== 'test.setup.ts')

function read(path: string): string {
  return readFileSync(join(src, path), 'utf8')
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(^|[^:'"`])\/\/.*$/gm, '$1')
}

function importsOf(path: string): string[] {
  return [...read(path).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)]
    .map(m => m[1]!)
    .filter(to => to.startsWith('@/') || to.startsWith('.'))
    .map(to => (to.startsWith('@/') ? to.slice(2) : relative(src, resolve(src, dirname(path), to))))
}

const folder = (path: string) => (path.includes('/') ? path.split('/')[0]! : '')

describe('imports', () => {
  it('point down the rank list', () => {
    const wrong = shipped
      .filter(path => folder(path) !== '')
      .flatMap(path => importsOf(path).map(to => ({ path, to, from: folder(path), into: folder(to) })))
      .filter(({ from, into }) => from !== into && !((ranks[into] ?? Infinity) < (ranks[from] ?? -1)))
      .map(({ path, to }) => `${path} imports ${to}`)
    expect(wrong).toEqual([])
  })

  it('come from folders that have a rank', () => {
    const folders = [...new Set(shipped.map(folder))].filter(name => name !== '')
    expect(folders.filter(name => !(name in ranks))).toEqual([])
  })

  it('of Vant name its parts, never its icon font', () => {
    expect(shipped.filter(path => /vant\/(lib|es\/icon)|from 'vant\/es'/.test(read(path)))).toEqual([])
  })
})

describe('files', () => {
  it('stay under 300 lines', () => {
    expect(code.filter(path => read(path).split('\n').length > 301)).toEqual([])
  })

  it('speak to the server only through api/', () => {
    const wrong = shipped.filter(
      path =>
        folder(path) !== 'api' && /\bfetch\(|XMLHttpRequest|sendBeacon/.test(withoutComments(read(path))),
    )
    expect(wrong).toEqual([])
  })

  it('hold no text of a language: it lies in locales/', () => {
    const wrong = shipped.filter(path => /[\u3000-\u9fff\uff00-\uffef]/.test(withoutComments(read(path))))
    // These read what people type, in full-width characters too.
    expect(wrong.filter(path => path !== 'identity/signInText.ts')).toEqual([])
  })

  it('name no colour: colours lie in tokens.css', () => {
    const colour = /#[0-9a-f]{3,8}\b(?=[\s;,)'"])|\b(rgb|hsl)a?\(|:\s*(white|black|red|green|gr[ae]y)\b/i
    const wrong = all
      .filter(path => /\.(vue|css)$/.test(path) && !path.endsWith('tokens.css'))
      .filter(path => colour.test(path.endsWith('.vue') ? styleAndTemplate(read(path)) : read(path)))
    expect(wrong).toEqual([])
  })
})

function styleAndTemplate(text: string): string {
  return withoutComments(text)
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/href="#[\w-]+"/g, '')
}

describe('words', () => {
  const locale = (language: string) =>
    Object.fromEntries(
      all
        .filter(path => path.startsWith(`locales/${language}/`))
        .map(path => [path.split('/')[2]!.replace('.json', ''), JSON.parse(read(path)) as Tree] as const),
    )
  const zh = flat(locale('zh'))
  const en = flat(locale('en'))

  it('are there in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  })

  it('take the same arguments in both languages', () => {
    const holes = (text: string) =>
      [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(m => m[1]!))].sort().join()
    expect(
      [...zh].filter(([key, text]) => holes(text) !== holes(en.get(key) ?? '')).map(([key]) => key),
    ).toEqual([])
  })

  it('are empty nowhere, and English ones Chinese only where they name something Chinese', () => {
    expect([...zh, ...en].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
    const named = ['identity.settings.chinese', 'communities.import.columns']
    const chinese = [...en].filter(([, text]) => /[\u4e00-\u9fff]/.test(text)).map(([key]) => key)
    expect(chinese.filter(key => !named.includes(key))).toEqual([])
  })

  it('call the committee and the people by the kind of community, and know each name that is asked for', () => {
    // Bodies and the laws that they follow have the names of the law, which only one kind of community has.
    const named = /^(app\.kinds|registers\.body|registers\.gaps)\./
    const outside = [...zh].filter(([key]) => !named.test(key))
    const fixed = outside.filter(([, text]) => /居委会|村委会|居（村）|居民委员会|村民|[居村]务/.test(text))
    expect(fixed.map(([key]) => key)).toEqual([])
    const asked = [...zh, ...en].flatMap(([, text]) =>
      [...text.matchAll(/@[.\w]*:\{'kind\.(\w+)'\}/g)].map(m => m[1]!),
    )
    expect(asked.length).toBeGreaterThan(20)
    for (const kind of ['urban', 'rural', 'none']) {
      expect([...new Set(asked)].filter(name => !zh.has(`app.kinds.${kind}.${name}`))).toEqual([])
    }
  })

  it('exist for every key a screen asks for', () => {
    const asked = shipped.flatMap(path =>
      [...read(path).matchAll(/(?:\bt|\bsay)\(\s*'([\w.]+)'|(?:title|word): '(\w+\.[\w.]+)'/g)].map(
        m => m[1] ?? m[2]!,
      ),
    )
    expect([...new Set(asked)].filter(key => !zh.has(key))).toEqual([])
  })

  it('are loaded by each route that shows them', () => {
    const routes = shipped
      .filter(path => path.endsWith('routes.ts'))
      .flatMap(path => [...read(path).matchAll(/title: '(\w+)\./g)])
    const domains = new Set(Object.keys(locale('zh')))
    expect(routes.map(m => m[1]!).filter(domain => !domains.has(domain))).toEqual([])
  })
})

interface Tree {
  [key: string]: string | Tree
}

function flat(tree: Tree, before = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(before + key, value)
    else for (const [inner, text] of flat(value, `${before}${key}.`)) found.set(inner, text)
  }
  return found
}
