/** The longer edge of a photo as it is sent. */
export const longest = 1920

const quality = 0.82
const decodeLimit = 30_000

/** A photo as it will be sent: a fresh JPEG drawn from the picture, so nothing of the original's metadata is in it. */
export interface Picture {
  blob: Blob
  width: number
  height: number
}

/** The phone cannot open the file as a picture. */
export class PictureUnreadable extends Error {
  override readonly name = 'PictureUnreadable'
}

/** The size that fits into a square of `edge`, keeping the shape; never larger than it was. */
export function fit(width: number, height: number, edge = longest): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Draws a file of the camera or gallery upright and small enough to send on a weak network. */
export async function pictureOf(file: Blob): Promise<Picture> {
  const { source, width, height, release } = await decode(file)
  try {
    const size = fit(width, height)
    const canvas = scaled(source, { width, height }, size)
    return { blob: await jpeg(canvas), ...size }
  } finally {
    release()
  }
}

interface Decoded {
  source: CanvasImageSource
  width: number
  height: number
  release: () => void
}

/**
 * An <img> turns the picture upright in every engine that we serve and decodes large photos in parts; where it fails
 * (memory), an ImageBitmap may still do.
 */
async function decode(file: Blob): Promise<Decoded> {
  const url = URL.createObjectURL(file)
  const image = new Image()
  try {
    image.src = url
    await inTime(image.decode())
    if (!image.naturalWidth) throw new PictureUnreadable()
    const release = () => URL.revokeObjectURL(url)
    return { source: image, width: image.naturalWidth, height: image.naturalHeight, release }
  } catch {
    URL.revokeObjectURL(url)
    return await bitmapOf(file)
  }
}

async function bitmapOf(file: Blob): Promise<Decoded> {
  if (typeof createImageBitmap === 'undefined') throw new PictureUnreadable()
  const upright = { imageOrientation: 'from-image' } as const
  const bitmap = await inTime(createImageBitmap(file, upright).catch(() => createImageBitmap(file))).catch(
    () => {
      throw new PictureUnreadable()
    },
  )
  return { source: bitmap, width: bitmap.width, height: bitmap.height, release: () => bitmap.close() }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, fail) => setTimeout(() => fail(new PictureUnreadable()), decodeLimit)),
  ])
}

/** Halves on the way where there is far to go: engines that look at four pixels only would leave stairs. */
function scaled(source: CanvasImageSource, from: Size, to: Size): HTMLCanvasElement {
  const twice = { width: to.width * 2, height: to.height * 2 }
  if (from.width <= twice.width) return drawn(source, to)
  const half = drawn(source, twice)
  const canvas = drawn(half, to)
  half.width = half.height = 0
  return canvas
}

type Size = { width: number; height: number }

function drawn(source: CanvasImageSource, { width, height }: Size): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d', { alpha: false })
  if (!pen) throw new PictureUnreadable()
  pen.imageSmoothingQuality = 'high'
  // A picture with holes becomes a JPEG: what is behind it is paper, not black.
  pen.fillStyle = 'white'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(source, 0, 0, width, height)
  return canvas
}

function jpeg(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, fail) => {
    const finished = (blob: Blob | null) => {
      canvas.width = canvas.height = 0
      if (blob?.type === 'image/jpeg') done(blob)
      else fail(new PictureUnreadable())
    }
    canvas.toBlob(finished, 'image/jpeg', quality)
  })
}
