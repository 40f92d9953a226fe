import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const real = fileURLToPath(new URL('../../../shared/data/photos/DSCN0010.jpg', import.meta.url))

/** Whether the camera's photo that the journey needs is on this machine. */
export const hasPhoto = existsSync(real)

/** What the camera wrote into it; none of it may be stored. */
export const traces = ['Exif\0\0', 'NIKON', 'COOLPIX', 'http://ns.adobe.com/xap/']

/** The same photo as the camera took it, not on its side. */
export function unturned(): Buffer {
  return readFileSync(real)
}

/** A photo of a real camera with its GPS position, told to lie on its side (EXIF orientation 6). */
export function photo(): Buffer {
  const bytes = readFileSync(real)
  const tiff = bytes.indexOf('Exif\0\0', 0, 'latin1') + 6
  const little = bytes.toString('latin1', tiff, tiff + 2) === 'II'
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const ifd = tiff + (little ? bytes.readUInt32LE(tiff + 4) : bytes.readUInt32BE(tiff + 4))
  const entries = Array.from({ length: u16(ifd) }, (_, n) => ifd + 2 + 12 * n)
  const orientation = entries.find(at => u16(at) === 0x0112)!
  if (!entries.some(at => u16(at) === 0x8825)) throw new Error('the photo has no GPS position')
  if (little) bytes.writeUInt16LE(6, orientation + 8)
  else bytes.writeUInt16BE(6, orientation + 8)
  return bytes
}

/** The kinds of segments in a JPEG before its picture: 0xe1 is APP1, where EXIF and XMP stand. */
export function segments(jpeg: Buffer): number[] {
  const kinds: number[] = []
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) {
    kinds.push(jpeg[at + 1]!)
  }
  return kinds
}

/** All that the photo store has written, by file. */
export function stored(): Map<string, Buffer> {
  const dir = join(process.env.WUGONG_JOURNEY_DIR!, 'photos', 'wugong')
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return new Map(
    files.map(entry => join(entry.parentPath, entry.name)).map(path => [path, readFileSync(path)]),
  )
}
