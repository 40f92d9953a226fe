import { onScopeDispose, ref, shallowRef } from 'vue'

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** The browser's own reader of QR codes, where it has one (Chrome on Android, WeChat; not Safari, not Firefox). */
async function detector(): Promise<Detector | undefined> {
  const Found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  if (!Found || !navigator.mediaDevices?.getUserMedia) return undefined
  try {
    const formats = await Found.getSupportedFormats()
    return formats.includes('qr_code') ? new Found({ formats: ['qr_code'] }) : undefined
  } catch {
    return undefined
  }
}

export type CameraState = 'unknown' | 'absent' | 'off' | 'on' | 'refused'

/**
 * Reads QR codes with the camera and tells each text once until another one, or none, was seen. `absent` where the
 * browser cannot: then the number is typed, or the phone's own camera opens the code's address.
 */
export function useQrCamera(found: (text: string) => void) {
  const state = ref<CameraState>('unknown')
  const stream = shallowRef<MediaStream>()
  let reader: Detector | undefined
  let looking: ReturnType<typeof setTimeout> | undefined
  let last = ''
  let gone = false
  void detector().then(one => {
    reader = one
    if (!gone) state.value = one ? 'off' : 'absent'
  })
  onScopeDispose(() => {
    gone = true
    stop()
  })
  return { state, stream, start, stop, watch }

  async function start(): Promise<void> {
    try {
      const made = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (gone) return made.getTracks().forEach(track => track.stop())
      stream.value = made
      state.value = 'on'
    } catch {
      state.value = 'refused'
    }
  }

  function stop(): void {
    clearTimeout(looking)
    stream.value?.getTracks().forEach(track => track.stop())
    stream.value = undefined
    if (state.value === 'on') state.value = 'off'
  }

  /** Looks at the picture a few times a second as long as the camera is on. */
  function watch(video: HTMLVideoElement): void {
    clearTimeout(looking)
    looking = setTimeout(() => void look(video), 200)
  }

  async function look(video: HTMLVideoElement): Promise<void> {
    if (state.value !== 'on' || !reader) return
    try {
      const [code] = await reader.detect(video)
      if (code && code.rawValue !== last) found(code.rawValue)
      last = code?.rawValue ?? ''
    } catch {
      // The picture is not there yet.
    }
    watch(video)
  }
}
