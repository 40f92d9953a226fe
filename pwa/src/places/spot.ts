/** A spot on a plan picture in thousandths of its width and height. */
export interface Spot {
  x: number
  y: number
}

const within = (n: number) => Math.min(1000, Math.max(0, Math.round(n)))

/** The spot under a finger, on a picture that fills `box`. */
export function spotAt(finger: { clientX: number; clientY: number }, box: DOMRect | Box): Spot {
  return {
    x: within(((finger.clientX - box.left) / box.width) * 1000),
    y: within(((finger.clientY - box.top) / box.height) * 1000),
  }
}

type Box = { left: number; top: number; width: number; height: number }

const ways: Record<string, [number, number]> = {
  ArrowLeft: [-20, 0],
  ArrowRight: [20, 0],
  ArrowUp: [0, -20],
  ArrowDown: [0, 20],
}

/** Where an arrow key moves the pin; a first key sets it into the middle. Undefined for other keys. */
export function spotByKey(key: string, from: Spot | undefined): Spot | undefined {
  const way = ways[key]
  if (!way) return undefined
  return from ? { x: within(from.x + way[0]), y: within(from.y + way[1]) } : { x: 500, y: 500 }
}
