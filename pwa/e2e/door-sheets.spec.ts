import { type Locator, type Page, expect, test } from '@playwright/test'
import readQr from 'jsqr'
import { accessible, enter } from './people'

/** Makes an invitation for each of these buildings and gives their links. */
async function invite(page: Page, headers: Record<string, string>, names: string[]): Promise<string[]> {
  const mine = (await (await page.request.get('/api/v1/memberships', { headers })).json()) as {
    items: { community_id: string }[]
  }
  const community = `/api/v1/communities/${mine.items[0]!.community_id}`
  const { items: buildings } = (await (await page.request.get(`${community}/buildings`)).json()) as {
    items: { id: string; name: string }[]
  }
  const links: string[] = []
  for (const name of names) {
    const made = await page.request.post(`${community}/invitations`, {
      headers,
      data: {
        id: crypto.randomUUID(),
        building_id: buildings.find(b => b.name === name)!.id,
        expires_at: new Date(Date.now() + 30 * 86_400_000).toISOString(),
      },
    })
    links.push(((await made.json()) as { link: string }).link)
  }
  return links
}

/** What a camera reads in this part of the page. */
async function read(part: Locator): Promise<string | undefined> {
  const png = (await part.screenshot()).toString('base64')
  const { points, width, height } = await part.page().evaluate(async data => {
    const picture = new Image()
    picture.src = `data:image/png;base64,${data}`
    await picture.decode()
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const context = canvas.getContext('2d')!
    context.drawImage(picture, 0, 0)
    const { data: rgba } = context.getImageData(0, 0, picture.width, picture.height)
    return { points: Array.from(rgba), width: picture.width, height: picture.height }
  }, png)
  return readQr(new Uint8ClampedArray(points), width, height)?.data
}

/** The sizes of the pages of what the page prints, in points. */
async function pages(page: Page): Promise<string[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(pdf.match(/\/MediaBox/g)?.length ?? 0)
  return [...pdf.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map(m =>
    m[1]!.trim().split(/\s+/).map(Number).map(Math.round).join(' '),
  )
}

test('the doors get one A4 a building, black on white, whose code is the invitation', async ({ page }) => {
  const links = await invite(page, await enter(page, '19900000105'), ['2号楼', '1号楼'])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/invitations')
  await page.getByRole('link', { name: '打印全部楼栋的二维码' }).click()
  const sheets = page.getByRole('article')
  await expect(sheets).toHaveCount(2)
  await expect(sheets.first().getByRole('heading')).toContainText('1号楼')
  await accessible(page, 'door sheets, dark')
  expect(await read(sheets.first().getByRole('img'))).toBe(links[1])

  for (const elder of [false, true]) {
    await page.evaluate(on => localStorage.setItem('wugong.elder', String(on)), elder)
    await page.reload()
    await expect(sheets).toHaveCount(2)
    expect(await pages(page)).toEqual(['0 0 595 842', '0 0 595 842'])
    await page.setViewportSize({ width: 820, height: 1160 }) // as wide as the paper
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('button')).toHaveCount(0)
    expect(await read(sheets.last().getByRole('img'))).toBe(links[0])
    expect(
      await sheets
        .first()
        .evaluate(one => [one.scrollWidth <= one.clientWidth, one.scrollHeight <= one.clientHeight]),
    ).toEqual([true, true])
    await page.emulateMedia({ media: null })
    await page.setViewportSize({ width: 360, height: 640 })
  }
  await accessible(page, 'door sheets, elder')

  await page.getByRole('button', { name: '返回' }).click()
  await page.getByRole('button', { name: '显示' }).first().click()
  await page.getByRole('link', { name: '打印', exact: true }).click()
  await expect(sheets).toHaveCount(1)
  expect(await pages(page)).toHaveLength(1)
})
