import { describe, expect, it } from 'vitest'
import { useInstall, watchInstall, wayByHand } from './install'

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'

describe('installing', () => {
  it.each([
    [`${iphone} Version/17.5 Mobile/15E148 Safari/604.1`, false, 'ios'],
    [`${iphone} Version/17.5 Mobile/15E148 Safari/604.1`, true, undefined],
    [`${iphone} CriOS/126.0 Mobile/15E148 Safari/604.1`, false, undefined],
    [`${iphone} Mobile/15E148 MicroMessenger/8.0.49`, false, 'wechat'],
    [
      'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36',
      false,
      undefined,
    ],
  ])('by hand: %s, installed %s', (agent, installed, way) => {
    expect(wayByHand(agent, installed)).toBe(way)
  })

  it('keeps the offer until it is taken, and asks for it once', async () => {
    watchInstall()
    const { offer, install } = useInstall()
    let asked = 0
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: () => Promise.resolve(void asked++),
      userChoice: Promise.resolve({ outcome: 'accepted' }),
    })
    window.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(true)
    expect(offer.value).toBe(event)
    await install()
    await install()
    expect([asked, offer.value]).toEqual([1, undefined])
  })
})
