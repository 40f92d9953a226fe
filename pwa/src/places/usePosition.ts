import { ref } from 'vue'

export interface Position {
  point: { lat: number; lon: number }
  /** Metres. */
  accuracy: number
}

export type PositionFailure = 'denied' | 'timeout' | 'unavailable'

/** Asks the phone where it is, once, when the person presses. */
export function usePosition() {
  const finding = ref(false)
  const failure = ref<PositionFailure>()

  async function find(): Promise<Position | undefined> {
    if (finding.value) return undefined
    finding.value = true
    failure.value = undefined
    try {
      return await ask(true, 15_000).catch((thrown: unknown) => {
        // Under a roof the satellites do not answer; the network's idea of the place is better than none.
        if (failureOf(thrown) === 'denied') throw thrown
        return ask(false, 8_000)
      })
    } catch (thrown) {
      failure.value = failureOf(thrown)
      return undefined
    } finally {
      finding.value = false
    }
  }
  return { finding, failure, find }
}

function ask(exact: boolean, timeout: number): Promise<Position> {
  return new Promise((done, fail) => {
    if (!('geolocation' in navigator)) return fail(new Error('unavailable'))
    navigator.geolocation.getCurrentPosition(({ coords }) => done(positionOf(coords)), fail, {
      enableHighAccuracy: exact,
      timeout,
      maximumAge: 20_000,
    })
  })
}

/** What the phone says, as the contract takes it: a millionth of a degree, whole metres up to 100 km. */
export function positionOf(coords: { latitude: number; longitude: number; accuracy: number }): Position {
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  return {
    point: { lat: round(coords.latitude), lon: round(coords.longitude) },
    accuracy: Math.min(100_000, Math.max(0, Math.round(coords.accuracy))),
  }
}

export function failureOf(thrown: unknown): PositionFailure {
  const code = (thrown as { code?: number }).code
  return code === 1 ? 'denied' : code === 3 ? 'timeout' : 'unavailable'
}
