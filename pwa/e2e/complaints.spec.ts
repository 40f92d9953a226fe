import { expect, test } from '@playwright/test'
import { accessible, enter, phone } from './people'

const resident = '19900000103'
const chair = '19900000106'

/** In elder mode as well as without, light as well as dark: what is looked at has no fault. */
test('a resident complains, the chair answers, the resident is told and asks once more', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const liu = await phone(browser, true)
  await enter(liu, resident)
  await liu.goto('/me')
  await liu.getByRole('link', { name: '投诉与建议' }).click()
  await liu.getByRole('link', { name: '我要投诉或提建议' }).click()
  await liu.getByRole('button', { name: '提交' }).click()
  await expect(liu.getByText('请写几句话')).toBeVisible()
  await liu.getByRole('radio', { name: /软件使用/ }).check()
  const words = `通知的字太小，看不清 ${Date.now()}`
  await liu.getByLabel('请说一说').fill(words)
  await accessible(liu, 'a new complaint, elder')
  await liu.reload()
  await expect(liu.getByLabel('请说一说')).toHaveValue(words)
  await liu.getByRole('button', { name: '提交' }).click()
  await expect(liu.getByText('已经收到')).toBeVisible()
  const number = await liu.locator('.number strong').innerText()
  expect(number).toMatch(/^T-[0-9A-Z]{5,}-[0-9A-Z]$/)
  await accessible(liu, 'the receipt, elder')

  const zhang = await phone(browser, false)
  await zhang.emulateMedia({ colorScheme: 'dark' })
  await enter(zhang, chair)
  await zhang.goto('/complaints/queue')
  const waiting = zhang.getByRole('link', { name: new RegExp(number) })
  await expect(waiting).toBeVisible()
  await accessible(zhang, 'the queue, dark')
  await waiting.click()
  await expect(zhang.getByText('提出的人没有公开名字。')).toBeVisible()
  await expect(zhang.getByText('刘洋')).toHaveCount(0)
  await zhang.getByLabel('答复和理由').fill('在“我的”里打开大字模式就能看清。今后通知也用大字印一份。')
  await accessible(zhang, 'a complaint to answer, dark')
  await zhang.getByRole('button', { name: '发出答复' }).click()
  await expect(zhang.getByText('已答复', { exact: true })).toBeVisible()

  await liu.goto('/inbox')
  await liu
    .getByRole('link', { name: new RegExp(number) })
    .first()
    .click()
  await expect(liu.getByText('今后通知也用大字印一份')).toBeVisible()
  await accessible(liu, 'the answer, elder')
  await liu.getByLabel('哪里还不清楚、不同意').fill('大字模式在哪里打开？')
  await liu.getByRole('button', { name: '再问一次' }).click()
  await expect(liu.getByText('等待再次答复')).toBeVisible()
  await expect(liu.getByText('街道（乡镇）干部').or(liu.getByText('平台管理员')).first()).toBeVisible()

  await liu.goto('/complaints')
  await expect(liu.getByRole('link', { name: new RegExp(number) })).toBeVisible()
  await accessible(liu, 'my complaints, elder')
})
