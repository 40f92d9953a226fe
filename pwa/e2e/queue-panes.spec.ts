import { expect, test } from '@playwright/test'
import { accessible, enter } from './people'

test.use({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false })

test('at the desk the queue stands beside the report chosen of it, by keyboard too', async ({ page }) => {
  await enter(page, '19900000105')
  await page.goto('/reports/queue')
  const cards = page.locator('.report-card')
  await expect(cards.nth(1)).toBeVisible()
  await expect(page.getByText('从左边选一件')).toBeVisible()
  await accessible(page, 'queue, nothing chosen')

  const name = await cards.nth(1).locator('strong').first().innerText()
  await cards.nth(1).focus()
  await page.keyboard.press('Enter')
  const pane = page.getByRole('region', { name })
  await expect(pane).toBeFocused()
  await expect(pane.getByRole('heading', { name, exact: true })).toBeVisible()
  await expect(cards.nth(1)).toHaveAttribute('aria-current', 'true')
  await expect(cards.nth(0)).not.toHaveAttribute('aria-current')
  const [list, beside] = [(await cards.nth(1).boundingBox())!, (await pane.boundingBox())!]
  expect(beside.x).toBeGreaterThan(list.x + list.width)
  await accessible(page, 'queue, two panes')

  await page.reload()
  await expect(pane.getByRole('heading', { name, exact: true })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('panes.png') })

  await page.setViewportSize({ width: 900, height: 800 })
  await expect(pane).toHaveCount(0)
  await cards.nth(1).click()
  await expect(page).toHaveURL(/\/reports\/[0-9a-f-]{36}$/)
})
