// Things that stand about: lamps, bins, benches, boxes, people.
import { MAT, random, tint } from './mesh.js';

export * from './vehicles.js';

export function lamp(g, x, z, { h = 5.2, on = false, broken = false, ry = 0, y = 0 } = {}) {
  g.at(
    x,
    y,
    z,
    () => {
      g.box(0, 0, 0, 0.42, 0.12, 0.42, MAT.concrete, '#8d8a83');
      g.cyl([0, 0.1, 0], [0, 0.9, 0], 0.1, 0.085, MAT.paint, '#2f4239');
      g.cyl([0, 0.9, 0], [0, h, 0], 0.065, 0.05, MAT.paint, '#2f4239');
      g.decal(0, 1.25, 0.09, 0.13, 0.2, 'lamp-tag');
      const arm = [0, 1, 2, 3, 4, 5].map((i) => [i * 0.24, h + Math.sin((i / 5) * 1.5) * 0.5, 0]);
      g.tube(arm, 0.04, MAT.paint, '#2f4239');
      g.at(
        1.25,
        h + 0.48,
        0,
        () => {
          g.ball([0.12, 0, 0], 0.42, 0.12, 0.19, MAT.paint, '#3b4d44', 10);
          if (!broken) g.ball([0.16, -0.06, 0], 0.3, 0.1, 0.14, on ? MAT.glow : MAT.glass, on ? '#ffe0a0' : '#b9bdb4', 8);
        },
        { rz: broken ? -1.15 : 0 },
      );
      if (broken)
        g.tube(
          [
            [1.2, h + 0.45, 0],
            [1.3, h - 0.1, 0.05],
            [1.22, h - 0.45, 0.02],
            [1.34, h - 0.72, 0],
          ],
          0.014,
          MAT.plain,
          '#1b1b1b',
        );
    },
    { ry },
  );
}
const BIN = { kitchen: '#2f7d3f', recycle: '#1f5fa8', harm: '#b8281f', other: '#55585a' };
export function bin(g, x, z, kind, { open = 0, ry = 0, rz = 0, y = 0, rx = 0 } = {}) {
  const c = BIN[kind];
  g.at(
    x,
    y,
    z,
    () => {
      const f = (w, yy) => [
          [-w, yy, w * 1.1],
          [w, yy, w * 1.1],
          [w, yy, -w * 1.1],
          [-w, yy, -w * 1.1],
        ],
        a = f(0.24, 0.08),
        b = f(0.3, 0.95);
      for (let i = 0; i < 4; i++) {
        const j = (i + 1) % 4;
        g.quad(a[i], a[j], b[j], b[i], MAT.plain, c);
      }
      g.quad(...f(0.285, 0.9), MAT.plain, '#1b1c1c');
      g.box(0, 0.92, 0.32, 0.64, 0.06, 0.05, MAT.plain, tint(c, 0.8));
      for (const s of [-1, 1]) g.box(s * 0.3, 0.92, 0, 0.04, 0.06, 0.68, MAT.plain, tint(c, 0.8));
      g.decal(0, 0.56, 0.318, 0.34, 0.34, 'bin-' + kind);
      g.cyl([-0.28, 0.1, -0.26], [0.28, 0.1, -0.26], 0.1, 0.1, MAT.plain, '#202020', 12);
      g.at(
        0,
        0.97,
        -0.33,
        () => {
          g.box(0, 0, 0.34, 0.66, 0.05, 0.72, MAT.plain, tint(c, 1.1));
          g.box(0, 0.05, 0.36, 0.5, 0.03, 0.5, MAT.plain, tint(c, 1.2));
        },
        { rx: -open },
      );
    },
    { ry, rz, rx },
  );
}
export function bag(g, x, y, z, r, seed = 1, col = '#1d1f22') {
  g.ball([x, y + r * 0.72, z], r, r * 0.78, r * 0.92, MAT.paint, col, 14, 0.07, seed);
  g.cyl([x, y + r * 1.35, z], [x + r * 0.15, y + r * 1.75, z], r * 0.1, r * 0.26, MAT.paint, col, 7, false);
}
export function carton(g, x, y, z, s, ry = 0, h = s) {
  g.at(
    x,
    y,
    z,
    () => {
      g.box(0, 0, 0, s, h, s * 0.9, MAT.plain, '#a97d4c');
      g.decal(0, h / 2, s * 0.45 + 0.004, s, h, 'box');
      g.box(0, h, 0, s * 0.2, 0.004, s * 0.9, MAT.plain, '#d8bd8a');
    },
    { ry },
  );
}
export function bench(g, x, z, ry = 0) {
  g.at(
    x,
    0,
    z,
    () => {
      for (const s of [-0.65, 0.65]) {
        g.box(s, 0, 0, 0.08, 0.42, 0.4, MAT.paint, '#333');
        g.box(s, 0.42, -0.2, 0.06, 0.45, 0.05, MAT.paint, '#333');
      }
      for (let i = 0; i < 4; i++) g.box(0, 0.42, -0.15 + i * 0.11, 1.6, 0.04, 0.09, MAT.wood, '#9a6b3f');
      for (let i = 0; i < 3; i++) g.box(0, 0.55 + i * 0.12, -0.2, 1.6, 0.09, 0.035, MAT.wood, '#9a6b3f');
    },
    { ry },
  );
}
/** A person seen from some way off: trousers, coat, hair; pose walk or stand. */
export function person(
  g,
  x,
  z,
  ry,
  { coat = '#8a3b46', legs = '#2c3440', hair = '#1e1b1a', h = 1.62, walk = 0.18, bag: carry = '', y = 0, arms = 0.25 } = {},
) {
  g.at(
    x,
    y,
    z,
    () => {
      const skin = '#c99a78';
      for (const s of [-1, 1]) {
        g.tube(
          [
            [s * 0.09, 0.82, 0],
            [s * 0.1, 0.45, s * walk * 0.7 + 0.04],
            [s * 0.1, 0.07, s * walk * 1.2],
          ],
          [0.095, 0.075, 0.055],
          MAT.cloth,
          legs,
          10,
        );
        g.ball([s * 0.1, 0.05, s * walk * 1.2 + 0.06], 0.055, 0.05, 0.13, MAT.plain, '#222021', 8);
        g.ball([s * 0.2, 1.3, 0], 0.08, 0.09, 0.09, MAT.cloth, coat, 8);
        g.tube(
          [
            [s * 0.22, 1.3, 0],
            [s * 0.27, 1.05, -s * arms * 0.3],
            [s * 0.25, 0.83, -s * arms * 0.6 + 0.08],
          ],
          [0.068, 0.058, 0.045],
          MAT.cloth,
          coat,
          10,
        );
        g.ball([s * 0.25, 0.79, -s * arms * 0.6 + 0.1], 0.04, 0.055, 0.045, MAT.plain, skin, 8);
      }
      g.ball([0, 1.1, 0], 0.225, 0.33, 0.15, MAT.cloth, coat, 14);
      g.ball([0, 0.9, 0], 0.21, 0.2, 0.15, MAT.cloth, coat, 12);
      g.cyl([0, 1.34, 0], [0, 1.46, 0.01], 0.06, 0.055, MAT.plain, skin, 10);
      g.ball([0, 1.54, 0.02], 0.098, 0.125, 0.11, MAT.plain, skin, 12);
      g.ball([0, 1.575, -0.012], 0.108, 0.115, 0.112, MAT.cloth, hair, 12);
      if (carry) {
        g.box(0.27, 0.42, 0.05, 0.1, 0.3, 0.3, MAT.cloth, carry);
      }
    },
    { ry, s: h / 1.66 },
  );
}
/** A cable or line that sags from p to q. */
export function sag(g, p, q, drop, r, col, n = 14) {
  const pts = [];
  for (let i = 0; i <= n; i++) {
    const t = i / n;
    pts.push([p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t - drop * 4 * t * (1 - t), p[2] + (q[2] - p[2]) * t]);
  }
  g.tube(pts, r, MAT.plain, col, 5);
  return pts;
}
export function laundry(g, x, y, z, w, seed = 1) {
  const rnd = random(seed),
    cols = ['#b9474a', '#d9d4c8', '#3d5f8a', '#e0b84f', '#6f8f7a', '#c9879a', '#49505a', '#ece7dc'];
  let at = -w / 2 + 0.1;
  g.cyl([x - w / 2, y, z], [x + w / 2, y, z], 0.012, 0.012, MAT.paint, '#c8cac8', 6);
  while (at < w / 2 - 0.25) {
    const k = rnd.in(0.24, 0.55),
      h = rnd.in(0.4, 0.85),
      c = rnd.of(cols),
      x0 = x + at,
      s = rnd() * 9;
    g.sheet(8, 6, (u, v) => [x0 + k * u, y - h * v + 0.01, z + 0.035 * Math.sin(u * 9 + s) * (0.3 + v)], MAT.cloth, c);
    at += k + 0.06;
  }
}
