/** SHA-256 (FIPS 180-4) in plain script, for engines that offer none outside TLS. */
const rounds = constants()

/** The fractional parts of the cube roots of the first 64 primes, and of the square roots of the first eight. */
function constants(): { k: Uint32Array; h: number[] } {
  const part = (x: number) => ((x - Math.floor(x)) * 0x100000000) >>> 0
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every(p => n % p !== 0)) primes.push(n)
  return {
    k: Uint32Array.from(primes, p => part(Math.cbrt(p))),
    h: primes.slice(0, 8).map(p => part(Math.sqrt(p))),
  }
}

const turn = (x: number, n: number) => (x >>> n) | (x << (32 - n))

/** The message with its end: one bit, zeros, and its length in bits. */
function padded(bytes: Uint8Array): DataView {
  const whole = new Uint8Array((((bytes.length + 8) >> 6) << 6) + 64)
  whole.set(bytes)
  whole[bytes.length] = 0x80
  const view = new DataView(whole.buffer)
  view.setUint32(whole.length - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(whole.length - 4, (bytes.length << 3) >>> 0)
  return view
}

function block(state: Uint32Array, w: Uint32Array): void {
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15]!
    const b = w[i - 2]!
    const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
    const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
    w[i] = w[i - 16]! + s0 + w[i - 7]! + s1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + rounds.k[i]! + w[i]!) | 0
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((x, i) => (state[i] = state[i]! + x))
}

/** The hash of these bytes, worked out here. */
export function sha256Here(bytes: Uint8Array): Uint8Array {
  const state = Uint32Array.from(rounds.h)
  const view = padded(bytes)
  const w = new Uint32Array(64)
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4)
    block(state, w)
  }
  const out = new DataView(new ArrayBuffer(32))
  state.forEach((x, i) => out.setUint32(i * 4, x))
  return new Uint8Array(out.buffer)
}

/** The hash of these bytes: by the browser where it can (only under TLS, in old ones not at all), else here. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  const subtle = (globalThis.crypto as { subtle?: SubtleCrypto } | undefined)?.subtle
  if (subtle) {
    try {
      return new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource))
    } catch {
      // Offered, and refused all the same.
    }
  }
  return sha256Here(bytes)
}
