// Trees, bushes, grass, hills and everything grown.
import { MAT, random, rgb, unit, add, tint } from './mesh.js';

/** A cloud of leaves in an ellipsoid; normals lean outward, so that the crown is shaded as a body. */
export function leaves(g, c, r, n, size, colours, rnd, hollow = 0.45) {
  for (let i = 0; i < n; i++) {
    const d = unit([rnd.in(-1, 1), rnd.in(-1, 1), rnd.in(-1, 1)]),
      k = hollow + (1 - hollow) * Math.pow(rnd(), 0.5);
    const p = [c[0] + d[0] * r[0] * k, c[1] + d[1] * r[1] * k, c[2] + d[2] * r[2] * k],
      s = size * rnd.in(0.6, 1.3);
    const n1 = unit(add(d, [rnd.in(-1, 1), rnd.in(-0.4, 1.2), rnd.in(-1, 1)], 0.8)),
      t = unit([n1[1] - n1[2] + 0.01, n1[2] - n1[0], n1[0] - n1[1]]);
    const b = [n1[1] * t[2] - n1[2] * t[1], n1[2] * t[0] - n1[0] * t[2], n1[0] * t[1] - n1[1] * t[0]];
    const col = tint(rnd.of(colours), rnd.in(0.65, 1.2) * (0.6 + 0.4 * k)),
      v = [add(p, t, -s), add(p, b, s * 0.55), add(p, t, s), add(p, b, -s * 0.55)];
    for (const j of [0, 1, 2, 0, 2, 3]) g.vertex(v[j], n1, col, v[j][0], v[j][1], MAT.leaf);
  }
}
export const GREEN = ['#56753a', '#63803f', '#75904a', '#4c6b35', '#8f9f58'],
  AUTUMN = ['#c98a2b', '#b9762a', '#8f8a35', '#d8a53c', '#6f8a3a'];

/** A tree h metres high: trunk, boughs and clusters of leaves at their ends. */
export function tree(
  g,
  x,
  z,
  h,
  { seed = 1, colours = GREEN, wide = 0.36, n = 5200, leaf = 0.17, trunk = 0.045, clear = 0.34, bark = '#6b5d4c', y = 0, lean = 0 } = {},
) {
  const rnd = random(seed * 991 + 7),
    top = h * 0.72,
    R = h * wide,
    base = [x, y, z],
    fork = [x + lean, y + h * clear, z];
  g.tube(
    [base, [x + lean * 0.4 + rnd.in(-0.1, 0.1), y + h * clear * 0.5, z], fork],
    [h * trunk, h * trunk * 0.78, h * trunk * 0.66],
    MAT.wood,
    bark,
    10,
  );
  g.cyl([x, y - 0.1, z], [x, y + 0.35, z], h * trunk * 1.6, h * trunk, MAT.wood, bark, 10, false);
  const spots = 15;
  for (let i = 0; i < spots; i++) {
    const a = i * 2.4 + rnd.in(0, 0.6),
      e = (i + 0.5) / spots,
      ring = Math.sqrt(1 - Math.pow(e * 1.7 - 0.75, 2) * 0.8) * R * rnd.in(0.45, 0.8);
    const p = [fork[0] + Math.cos(a) * ring, y + h * clear + (top - h * clear) * (0.25 + e * 1.05), fork[2] + Math.sin(a) * ring];
    const m = add(
      fork.map((v, j) => v * 0.5 + p[j] * 0.5),
      [0, -h * 0.02, 0],
    );
    g.tube([fork, m, p], [h * trunk * 0.5, h * trunk * 0.28, 0.02], MAT.wood, bark, 6);
    const s = R * rnd.in(0.38, 0.56);
    leaves(g, p, [s, s * 0.72, s], Math.floor(n / spots), leaf, colours, rnd, 0.3);
  }
}
export function bush(g, x, z, r, h, { seed = 1, colours = GREEN, n = 700, leaf = 0.07, y = 0 } = {}) {
  leaves(g, [x, y + h * 0.5, z], [r, h * 0.55, r], n, leaf, colours, random(seed + 31), 0.7);
}
/** A clipped hedge along x. */
export function hedge(g, x0, x1, z, w, h, seed = 5, colours = GREEN, y = 0) {
  const rnd = random(seed),
    n = Math.floor((x1 - x0) * w * h * 1300);
  g.box((x0 + x1) / 2, y, z, x1 - x0 - 0.1, h * 0.9, w * 0.85, MAT.grass, '#2c4220');
  for (let i = 0; i < n; i++) {
    const f = Math.floor(rnd() * 3),
      p = [rnd.in(x0, x1), y + rnd.in(0, h), z + rnd.in(-w / 2, w / 2)];
    if (f === 0) p[1] = y + h * rnd.in(0.93, 1.05);
    if (f === 1) p[2] = z + (w / 2) * rnd.in(0.9, 1.08);
    leaves(g, p, [0.03, 0.03, 0.03], 1, 0.055, colours, rnd);
  }
}
/** Grass blades on a rectangle. */
export function blades(g, x0, z0, x1, z1, n, h = 0.12, seed = 9, colours = ['#6f8f3c', '#5f8035', '#84a049', '#a3a350'], y = 0) {
  const rnd = random(seed);
  for (let i = 0; i < n; i++) {
    const x = rnd.in(x0, x1),
      z = rnd.in(z0, z1),
      a = rnd() * 6.28,
      w = 0.012,
      k = h * rnd.in(0.4, 1.2),
      lx = rnd.in(-0.5, 0.5) * k,
      lz = rnd.in(-0.5, 0.5) * k,
      col = tint(rnd.of(colours), rnd.in(0.7, 1.1));
    for (const v of [
      [x - Math.cos(a) * w, y, z - Math.sin(a) * w],
      [x + Math.cos(a) * w, y, z + Math.sin(a) * w],
      [x + lx, y + k, z + lz],
    ])
      g.vertex(v, [lx, 1, lz], col, 0, 0, MAT.leaf);
  }
}
/** Loess hills with terraces, far away along -z. */
export function hills(g, z, height, seed = 3, col = '#b08d5e', x0 = -260, x1 = 260, depth = 120) {
  const s = (x, k) => Math.sin(x * 0.017 * k + seed * 1.7 * k),
    ridge = (x) => height * (0.62 + 0.22 * s(x, 1) + 0.16 * s(x, 2.3) + 0.08 * s(x, 5.1));
  const green = rgb('#6d7a45'),
    earth = rgb(col);
  g.sheet(
    150,
    34,
    (u, v) => {
      const x = x0 + (x1 - x0) * u,
        t = v * v * (3 - 2 * v),
        gully = Math.abs(Math.sin(x * 0.085 + Math.sin(v * 4 + x * 0.02) * 0.9 + seed)) * height * 0.13 * Math.sin(v * 3.1);
      let y = ridge(x) * t - gully;
      const step = height / 13;
      y = y * 0.45 + 0.55 * step * (Math.floor(y / step) + Math.min(1, Math.max(0, ((y / step) % 1) * 3 - 2)));
      return [x, Math.max(y, -1), z - v * depth];
    },
    MAT.loess,
    col,
    (u, v, p) => {
      const k = 0.5 + 0.5 * Math.sin(p[0] * 0.09 + p[1] * 0.8 + Math.sin(p[2] * 0.11) * 2);
      return earth.map((e, i) => e * (1 - k * 0.62) + green[i] * k * 0.62);
    },
  );
}
/** Red round fruits in a crown, as on a persimmon tree. */
export function fruits(g, x, y, z, r, n, col = '#d9661c', size = 0.085, seed = 4) {
  const rnd = random(seed);
  for (let i = 0; i < n; i++) {
    const d = unit([rnd.in(-1, 1), rnd.in(-0.9, 0.8), rnd.in(-1, 1)]),
      k = rnd.in(0.75, 1.02);
    g.ball(
      [x + d[0] * r * k, y + d[1] * r * 0.75 * k, z + d[2] * r * k],
      size,
      size * 0.85,
      size,
      MAT.paint,
      tint(col, rnd.in(0.8, 1.2)),
      5,
    );
  }
}
/** Fallen leaves. */
export function litter(g, x0, z0, x1, z1, n, colours = AUTUMN, seed = 12, y = 0.015) {
  const rnd = random(seed);
  for (let i = 0; i < n; i++)
    g.at(rnd.in(x0, x1), y, rnd.in(z0, z1), () => leaves(g, [0, 0, 0], [0.01, 0.004, 0.01], 1, 0.06, colours, rnd), {});
}
