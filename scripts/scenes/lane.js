// The lane 东巷: firewood thrown down on the road, and stacked beside it.
import { MAT, random, tint } from './mesh.js';
import { EARTH, land, poplar, pole, wall } from './countryside.js';
import { cottage } from './house.js';
import * as N from './nature.js';
import * as T from './street.js';
import * as light from './light.js';

const STRAW = ['#b3925a', '#a3824a', '#c4a468', '#8f7142', '#9a7b52'];
/** Stalks thrown down over an ellipse. */
function heap(g, x, z, rx, rz, h, n, seed) {
  const rnd = random(seed);
  g.ball([x, 0, z], rx * 0.8, h * 0.75, rz * 0.8, MAT.grass, '#8a6c40', 14, 0.1, seed);
  for (let i = 0; i < n; i++) {
    const t = rnd() * 6.283,
      k = Math.sqrt(rnd()),
      px = x + Math.cos(t) * k * rx,
      pz = z + Math.sin(t) * k * rz,
      y = h * (1 - k * k) * rnd.in(0.85, 1.1) + 0.04,
      a = rnd() * 6.283,
      l = rnd.in(0.4, 0.95),
      d = rnd.in(-0.35, 0.35);
    g.cyl(
      [px - Math.cos(a) * l, Math.max(0.03, y - d * l), pz - Math.sin(a) * l],
      [px + Math.cos(a) * l, Math.max(0.03, y + d * l), pz + Math.sin(a) * l],
      rnd.in(0.009, 0.03),
      0.007,
      MAT.wood,
      tint(rnd.of(STRAW), rnd.in(0.7, 1.15)),
      5,
      false,
    );
  }
}
/** Stalks laid neatly on one another along z. */
function stack(g, x, z, w, l, h, seed) {
  const rnd = random(seed);
  g.box(x, 0, z, w - 0.1, h - 0.05, l - 0.1, MAT.grass, '#6f5734');
  for (let y = 0.06; y < h; y += 0.085)
    for (const s of [-1, 1]) {
      const p = x + s * (w / 2 - 0.03);
      g.cyl(
        [p, y, z - l / 2 + rnd.in(-0.08, 0.08)],
        [p, y + rnd.in(-0.02, 0.02), z + l / 2 + rnd.in(-0.08, 0.1)],
        0.045,
        0.04,
        MAT.wood,
        rnd.of(STRAW),
        7,
      );
    }
  for (let y = 0.06; y < h; y += 0.08)
    for (let q = x - w / 2 + 0.05; q < x + w / 2; q += 0.085) {
      const r = rnd.in(0.032, 0.045);
      g.cyl([q, y, z + l / 2 - 0.2], [q, y, z + l / 2 + rnd.in(0, 0.1)], r, r, MAT.wood, tint(rnd.of(STRAW), rnd.in(0.8, 1.3)), 8);
    }
  for (let q = x - w / 2; q < x + w / 2; q += 0.07)
    g.cyl([q, h + rnd.in(-0.02, 0.03), z - l / 2], [q, h + rnd.in(-0.02, 0.03), z + l / 2], 0.04, 0.036, MAT.wood, rnd.of(STRAW), 6);
  for (const k of [-0.3, 0.3]) g.box(x, 0, z + k * l, w + 0.05, h + 0.06, 0.05, MAT.cloth, '#b9474a');
}
function lane(full) {
  return (g, a) => {
    a.sign('东巷', { bg: '#1f5fa8', w: 220, h: 100 });
    a.sign('1号', { bg: '#1f5fa8', w: 160, h: 100 });
    land(g);
    g.ground(-60, -100, 60, 30, 0, MAT.loess, EARTH);
    g.ground(-2.5, -100, 2.3, 30, 0.015, MAT.concrete, '#a8a296');
    g.ground(-60, -13, 60, -9, 0.02, MAT.concrete, '#a39d90');
    wall(g, -4.2, -8.6, 8, 2.2);
    wall(g, 4.6, -8.6, 8, 2.1, '#8f6a55');
    cottage(g, -9.6, -3, { ry: Math.PI / 2, seed: 3, w: 10 });
    cottage(g, 10.2, -4, { ry: -Math.PI / 2, seed: 5, w: 9.5, corn: false });
    g.at(
      -4.05,
      0,
      -5.5,
      () => {
        g.box(0, 0, 0, 2.3, 2.6, 0.5, MAT.tile, '#8d5a48');
        g.box(0, 2.6, 0, 2.9, 0.16, 1.0, MAT.roof, '#5b5d5c');
        for (const s of [-1, 1]) {
          g.decal(s * 0.44, 1.1, 0.27, 0.86, 2.1, 'door-red');
          g.decal(s * 1.02, 1.25, 0.27, 0.2, 1.5, s < 0 ? 'left' : 'right');
        }
        g.decal(0, 2.34, 0.27, 1.3, 0.26, 'top');
      },
      { ry: Math.PI / 2 },
    );
    g.decal(-4.05, 1.75, -2.9, 0.5, 0.24, '东巷#1f5fa8', Math.PI / 2);
    g.decal(-4.05, 1.7, -4.0, 0.34, 0.22, '1号#1f5fa8', Math.PI / 2);
    for (let i = 0; i < 4; i++) {
      cottage(g, -13 - i * 13, -17.5, { seed: i + 20, w: 10 });
      cottage(g, 9 + i * 13, -17, { seed: i + 30, w: 10, corn: i % 2 === 0 });
    }
    for (let i = 0; i < 8; i++) poplar(g, -22 + i * 6.2, -27, 12 + (i % 3) * 1.2, i + 1, 1800, 0.24);
    N.tree(g, 3.55, -7.6, 6.2, { seed: 45, n: 2600, leaf: 0.12, colours: N.AUTUMN });
    N.fruits(g, 3.55, 4.3, -7.6, 1.7, 60);
    pole(g, 3.2, -11.2);
    T.sag(g, [3.75, 6.6, -11.2], [3.9, 7.4, 14], 0.6, 0.012, '#26282a');
    T.sag(g, [2.65, 6.6, -11.2], [2.6, 7.4, 14], 0.6, 0.012, '#26282a');
    N.blades(g, -4.0, -8, -2.6, 5, 1500, 0.14, 4, ['#8a8a45', '#a89a55']);
    N.blades(g, 2.5, -8, 4.4, 5, 2200, 0.16, 5, ['#8a8a45', '#6f8f3c', '#a89a55']);
    if (full) {
      heap(g, -1.6, -2.6, 2.3, 2.0, 1.35, 1500, 5);
      heap(g, 0.75, -3.6, 1.6, 1.5, 0.85, 800, 6);
      heap(g, 0.3, -0.9, 1.3, 0.7, 0.18, 220, 8);
      T.trike(g, 0.7, -9.4, -1.5);
      T.person(g, 1.8, -8.7, -0.2, { coat: '#3f5d7a', hair: '#8e8b88', walk: 0.05 });
    } else {
      stack(g, -3.4, -1.9, 1.0, 3.4, 1.25, 7);
      stack(g, 3.75, -3.2, 0.95, 3.0, 1.05, 9);
      T.trike(g, 0.6, -5.4, -1.45);
      T.person(g, -1.4, -8.7, 2.8, { coat: '#a3473f', bag: '#6f8f7a' });
      N.litter(g, -2.4, -4, 2, 2, 40, STRAW);
    }
    return {
      camera: { eye: [0.35, 1.66, 5.4], to: [-0.15, 1.05, -6], fov: 54 },
      light: light.sunny([0.5, 0.62, 0.45], { fog: 0.003 }),
      focus: [0, 3, -7],
      radius: 23,
    };
  };
}

export const scenes = { 'firewood-before': lane(true), 'firewood-after': lane(false) };
