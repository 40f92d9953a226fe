import { say } from '../words'

/** A distance as a person says it: metres in tens, from a kilometre on kilometres with one decimal. */
export function distanceText(metres: number): string {
  if (metres < 10) return say('shared.distance.metres', { n: Math.max(1, Math.round(metres)) })
  if (metres < 995) return say('shared.distance.metres', { n: Math.round(metres / 10) * 10 })
  return say('shared.distance.kilometres', { n: (metres / 1000).toFixed(1) })
}

/** Metres between two places; good to a metre within a city. */
export function metresBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rad = Math.PI / 180
  const x = (b.lon - a.lon) * rad * Math.cos(((a.lat + b.lat) / 2) * rad)
  const y = (b.lat - a.lat) * rad
  return Math.hypot(x, y) * 6_371_000
}
