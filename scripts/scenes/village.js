// The village: the ditch, the old locust tree on the square, and the wide picture.
import { MAT, random } from './mesh.js';
import { EARTH, FIELD, land, poplar, pole, wall } from './countryside.js';
import { cottage } from './house.js';
import * as N from './nature.js';
import * as T from './street.js';
import * as light from './light.js';

function ditch(g) {
  land(g, -1.5);
  g.ground(-60, -110, 0.4, 30, 0, MAT.loess, EARTH);
  g.ground(-4.6, -110, -0.7, 30, 0.02, MAT.concrete, '#a39d90');
  g.ground(2.6, -110, 60, 30, 0, MAT.loess, EARTH);
  for (const [x, s] of [
    [0.4, 1],
    [2.6, -1],
  ]) {
    g.quad(
      [x, 0.06, 30],
      [x, 0.06, -110],
      [x + s * 0.22, -0.8, -110],
      [x + s * 0.22, -0.8, 30],
      MAT.stone,
      '#8a8378',
      [0, 0, 140, 0, 140, 1, 0, 1],
    );
    g.box(x - s * 0.16, -0.02, -40, 0.34, 0.1, 140, MAT.concrete, '#9c968a');
  }
  g.ground(0.4, -110, 2.6, 30, -0.46, MAT.water, '#16180f');
  const rnd = random(14),
    scum = ['#4a5220', '#3c4419', '#5a5a2c', '#2a2c1a'];
  for (let i = 0; i < 260; i++) {
    const z = rnd.in(-30, 4),
      x = rnd() < 0.5 ? 0.66 + rnd() * rnd() * 0.9 : 2.36 - rnd() * rnd() * 0.9,
      s = rnd.in(0.04, 0.2);
    g.ball([x, -0.455, z], s, 0.012, s * 1.3, MAT.grass, rnd.of(scum), 5, 0.12, i);
  }
  for (let i = 0; i < 14; i++)
    T.bag(
      g,
      rnd.in(0.7, 2.3),
      -0.55,
      3.2 - i * 1.5 + rnd.in(-0.5, 0.5),
      rnd.in(0.13, 0.26),
      i,
      rnd.of(['#d8d6cf', '#7d3a34', '#1d1f22', '#33465e', '#b8b4a8']),
    );
  for (let i = 0; i < 46; i++)
    g.at(
      rnd.in(0.65, 2.35),
      -0.43,
      3.5 - rnd() * 16,
      () => g.cyl([0, 0, 0], [0.2, 0, 0], 0.032, 0.03, MAT.glass, rnd.of(['#9fc4cf', '#a9b9a0', '#c9ccd0', '#5f8a35']), 8),
      { ry: rnd() * 6 },
    );
  for (let i = 0; i < 6; i++) g.box(rnd.in(0.8, 2.2), -0.45, 2.5 - i * 2.3, 0.36, 0.07, 0.26, MAT.plain, '#e4e2da');
  g.at(2.62, -0.22, -1.2, () => g.cyl([0, 0, 0], [-0.3, -0.03, 0], 0.13, 0.13, MAT.plain, '#6b6863', 14));
  g.ball([2.3, -0.42, -1.2], 0.4, 0.02, 0.6, MAT.plain, '#0e0f0b', 8, 0.1, 3);
  N.blades(g, -0.65, -26, 0.2, 5, 2600, 0.2, 9, ['#8a8a45', '#6f8f3c', '#a89a55']);
  N.blades(g, 2.85, -26, 3.7, 5, 2600, 0.24, 10, ['#8a8a45', '#6f8f3c', '#a89a55']);
  g.box(1.5, -0.06, -14, 3.4, 0.16, 1.6, MAT.stone, '#9a938a');
  for (let i = 0; i < 3; i++) cottage(g, 9.4, -4.5 - i * 12, { ry: -Math.PI / 2, seed: i + 3, w: 9.4 });
  wall(g, 4.9, -40, 4, 1.5);
  for (let i = 0; i < 3; i++) cottage(g, -11.5, -12 - i * 14, { ry: Math.PI / 2, seed: i + 13, w: 10, corn: i !== 1 });
  for (let i = 0; i < 9; i++) poplar(g, -5.6, -3 - i * 5.5, 12 + (i % 3), i + 1, i < 3 ? 4200 : 1800, i < 3 ? 0.13 : 0.22);
  N.tree(g, 4.1, -21, 8.5, { seed: 41, n: 5000, leaf: 0.16 });
  for (const z of [-7, -31]) pole(g, -0.2 - 0.35, z);
  T.sag(g, [-0.95, 6.6, -7], [-0.95, 6.6, -31], 0.5, 0.012, '#26282a');
  T.sag(g, [-0.95, 6.6, -7], [-0.95, 7.2, 14], 0.5, 0.012, '#26282a');
  T.person(g, -2.6, -11.5, 2.9, { coat: '#7a4a52', bag: '#4a6a55', hair: '#8e8b88' });
  return {
    camera: { eye: [0.15, 1.62, 5.6], to: [0.95, 0.75, -8], fov: 54 },
    light: light.grey({ sun: [0.4, 0.7, 0.5], sunColour: [1.15, 1.05, 0.9], soft: 0.05, cloud: 0.5, exposure: 0.68, fog: 0.005 }),
    mirror: -0.46,
    focus: [0, 3, -9],
    radius: 24,
  };
}

function oldtree(g, a) {
  a.sign('古槐\n国家二级保护古树', { bg: '#7d2a20', fg: '#f2d28a', w: 480, h: 240, serif: true });
  a.sign('文化广场', { bg: '#7d2a20', fg: '#f2d28a', w: 480, h: 120, serif: true });
  land(g);
  g.ground(-60, -100, 60, 30, 0, MAT.loess, EARTH);
  g.ground(-14, -12, 14, 20, 0.01, MAT.paver, '#a8937c');
  for (let i = 0; i < 4; i++) cottage(g, -21 + i * 13.5, -16.5, { seed: i + 4, w: 11, corn: i % 2 === 0 });
  for (let i = 0; i < 9; i++) poplar(g, -26 + i * 6.4, -27, 13 + (i % 3), i + 1, 1600, 0.26);
  const bark = '#5d5144';
  g.tube(
    [
      [0, -0.1, 0],
      [0.1, 0.6, 0],
      [0.0, 1.5, 0.05],
      [0.25, 2.6, 0],
      [0.1, 3.6, -0.1],
    ],
    [1.05, 0.78, 0.68, 0.64, 0.6],
    MAT.wood,
    bark,
    22,
  );
  for (let i = 0; i < 9; i++) {
    const t = i * 0.7;
    g.tube(
      [
        [Math.cos(t) * 0.6, 0.7, Math.sin(t) * 0.6],
        [Math.cos(t) * 0.95, 0.15, Math.sin(t) * 0.95],
        [Math.cos(t) * 1.5, -0.08, Math.sin(t) * 1.5],
      ],
      [0.2, 0.2, 0.08],
      MAT.wood,
      bark,
      8,
    );
  }
  const rnd = random(5),
    twig = (p, r, n, lf) => N.leaves(g, p, [r, r * 0.62, r], n, lf, ['#6f8a3a', '#7f9440', '#5a7a34', '#a39a3c', '#8a9a45'], rnd, 0.25);
  const bough = (pts, rad, ends) => {
    g.tube(pts, rad, MAT.wood, bark, 10);
    const e = pts[pts.length - 1];
    for (let i = 0; i < ends; i++) {
      const q = [e[0] + rnd.in(-1.6, 1.6), e[1] + rnd.in(-0.3, 1.5), e[2] + rnd.in(-1.4, 1.4)];
      g.tube([e, [(e[0] + q[0]) / 2, (e[1] + q[1]) / 2 - 0.1, (e[2] + q[2]) / 2], q], [rad[rad.length - 1], 0.05, 0.02], MAT.wood, bark, 6);
      twig(q, rnd.in(1.0, 1.5), 620, 0.12);
    }
  };
  bough(
    [
      [0.1, 3.4, 0],
      [-1.6, 4.6, 0.3],
      [-3.4, 5.6, 0.2],
    ],
    [0.4, 0.28, 0.16],
    6,
  );
  bough(
    [
      [0.1, 3.5, -0.1],
      [-0.5, 5.4, -0.6],
      [-0.9, 7.4, -0.8],
    ],
    [0.44, 0.3, 0.16],
    7,
  );
  bough(
    [
      [0.1, 3.5, 0],
      [1.3, 5.3, -0.9],
      [2.2, 7.0, -1.4],
    ],
    [0.38, 0.26, 0.14],
    6,
  );
  bough(
    [
      [0.1, 3.3, -0.2],
      [-1.8, 4.6, -2.2],
      [-3, 5.9, -3.4],
    ],
    [0.34, 0.22, 0.12],
    5,
  );
  bough(
    [
      [0.2, 2.9, 0.1],
      [1.7, 3.55, 0.5],
      [3.4, 3.35, 0.9],
      [4.9, 2.5, 1.2],
      [5.9, 1.75, 1.3],
    ],
    [0.42, 0.36, 0.28, 0.18, 0.09],
    4,
  );
  for (const [x, y, z] of [
    [4.3, 2.3, 1.2],
    [5.2, 1.6, 1.0],
    [6.3, 1.2, 1.5],
    [3.6, 3.9, 0.4],
  ])
    twig([x, y, z], 0.9, 420, 0.11);
  g.tube(
    [
      [1.15, 3.42, 0.92],
      [1.5, 3.62, 0.96],
      [1.9, 3.62, 1.0],
    ],
    0.03,
    MAT.plain,
    '#d8b58a',
    6,
  );
  for (let i = 0; i < 20; i++) {
    const t = (i / 20) * 6.283;
    g.at(Math.cos(t) * 2.3, 0, Math.sin(t) * 2.3, () => g.box(0, 0, 0, 0.3, 0.46, 0.72, MAT.stone, '#9a938a'), { ry: -t });
  }
  g.ring([0, 1.75, 0.03], 0.7, 0.06, MAT.cloth, '#b9281f', 'y', 28);
  g.box(0.2, 1.2, 0.72, 0.14, 0.55, 0.02, MAT.cloth, '#b9281f');
  g.at(
    -2.4,
    0,
    2.3,
    () => {
      g.box(0, 0, 0, 1.5, 0.5, 0.32, MAT.stone, '#8a8378');
      g.box(0, 0.5, 0, 1.36, 0.85, 0.2, MAT.concrete, '#6d5f52');
      g.decal(0, 0.94, 0.11, 1.24, 0.66, '古槐\n国家二级保护古树#7d2a20');
    },
    { ry: 0.3 },
  );
  g.at(3.2, 0, -2.4, () => {
    g.cyl([0, 0, 0], [0, 0.68, 0], 0.22, 0.28, MAT.stone, '#9a938a', 16);
    g.cyl([0, 0.68, 0], [0, 0.78, 0], 0.62, 0.62, MAT.stone, '#a39d90', 24);
    for (let i = 0; i < 4; i++)
      g.cyl(
        [Math.cos(i * 1.57) * 1.05, 0, Math.sin(i * 1.57) * 1.05],
        [Math.cos(i * 1.57) * 1.05, 0.42, Math.sin(i * 1.57) * 1.05],
        0.2,
        0.2,
        MAT.stone,
        '#9a938a',
        14,
      );
  });
  T.bench(g, -6, -3.5, 0.4);
  N.litter(g, -6, -3, 7, 7, 260, ['#a39a3c', '#c9a63c', '#8a9a45']);
  T.person(g, 2.1, 3.3, 2.4, { coat: '#3f5d7a', hair: '#8e8b88', walk: 0.05 });
  T.person(g, -4.6, -5.6, 0.9, { coat: '#7a4a52', hair: '#b9b6b2', walk: 0.05 });
  return {
    camera: { eye: [2.3, 1.66, 11.2], to: [1.1, 2.75, 0], fov: 52 },
    light: light.sunny([0.6, 0.62, 0.5], { fog: 0.003 }),
    focus: [0, 3, -3],
    radius: 19,
  };
}

function header(g) {
  land(g);
  g.ground(-300, -112, 300, 60, -0.03, MAT.loess, '#a48a5e');
  const rnd = random(31);
  for (let r = 0; r < 4; r++)
    for (let c = 0; c < 13; c++) {
      const x = -106 + c * 16.4,
        z = -70 - r * 10;
      g.ground(x, z, x + 15.6, z + 9.2, 0, MAT.grass, rnd.of(FIELD));
    }
  g.ground(-120, -14.4, 120, -11.2, 0.02, MAT.concrete, '#b3ab9c');
  g.ground(-120, -36, 120, -33, 0.02, MAT.concrete, '#b3ab9c');
  g.ground(-3.6, -60, -0.4, -12, 0.03, MAT.concrete, '#b3ab9c');
  for (let r = 0; r < 3; r++)
    for (let c = 0; c < 8; c++) {
      const x = (c < 4 ? -46.8 : -34.4) + c * 12.4 + (r % 2) * (c < 4 ? -1.5 : 1.5),
        z = -20.5 - r * 20;
      cottage(g, x, z, { seed: r * 9 + c, w: 10, corn: (c + r) % 2 === 0, wall: rnd.of(['#e2ddd0', '#d9cdb4', '#e6e0d2']) });
      if (r === 0) {
        wall(g, x - 5.6, z + 2, z + 5.4, 1.2);
        wall(g, x + 5.6, z + 2, z + 5.4, 1.2);
      }
      N.tree(g, x + (c % 2 ? 4 : -3.6), z + 4.6, rnd.in(3.4, 4.8), {
        seed: c + r * 20,
        n: r ? 700 : 1700,
        leaf: r ? 0.24 : 0.14,
        colours: c % 3 ? N.AUTUMN : N.GREEN,
      });
      N.tree(g, x + 5.8, z - 6, rnd.in(6, 8.5), { seed: c + 50 + r * 20, n: 1300, leaf: 0.24, colours: c % 2 ? N.AUTUMN : N.GREEN });
    }
  for (let i = 0; i < 26; i++) poplar(g, -95 + i * 7.4, -68 - (i % 3), 13 + (i % 4), i + 1, 900, 0.3);
  g.ground(-17, -10.4, 13.5, -0.6, 0.02, MAT.concrete, '#b9b0a0');
  for (const [x, z, w, d] of [
    [-11.6, -5.4, 6.4, 4.4],
    [-4.2, -6.4, 5.6, 3.6],
    [9.5, -7.6, 5, 3],
  ]) {
    g.box(x, 0.02, z, w, 0.06, d, MAT.grain, '#d9a02c');
    g.ball([x + w / 2 + 0.5, 0, z - d / 2 + 0.4], 1, 0.6, 0.9, MAT.grain, '#d9a02c', 10, 0.05);
  }
  N.tree(g, 13.4, -4.6, 6, { seed: 45, n: 4600, leaf: 0.12, colours: N.AUTUMN });
  N.fruits(g, 13.4, 4.2, -4.6, 1.9, 90);
  N.tree(g, -19.5, -6.5, 8.4, { seed: 46, n: 6200, leaf: 0.15, wide: 0.46 });
  T.trike(g, 3.4, -8.4, 0.5);
  T.person(g, -7.6, -5.0, 0.6, { coat: '#a3473f', walk: 0.05 });
  T.person(g, 0.8, -5.4, -0.8, { coat: '#3f5d7a', walk: 0.1 });
  T.person(g, 5.8, -4.8, 2.6, { coat: '#e0b84f', h: 1.15 });
  T.person(g, 6.5, -4.9, 2.6, { coat: '#6d5a86' });
  T.person(g, -3.0, -12.8, 1.5, { coat: '#4a6a55', hair: '#b9b6b2' });
  T.bicycle(g, 9.5, -11.2, 0.1);
  return {
    size: [1600, 640],
    camera: { eye: [-2, 6.4, 17], to: [-2, 3.9, -20], fov: 30 },
    light: light.golden([-0.62, 0.5, 0.5], { exposure: 0.66, fog: 0.0022 }),
    focus: [-2, 4, -22],
    radius: 44,
  };
}
export const scenes = { 'ditch-before': ditch, oldtree, 'banner-village': header };
