// The fitness corner of the garden, its waist twister loose and fastened.
import { MAT, random } from './mesh.js';
import { block } from './house.js';
import * as light from './light.js';
import * as N from './nature.js';
import { signs } from './road.js';
import * as T from './street.js';

function gym(loose) {
  return (g, a) => {
    signs(a);
    a.sign('小花园健身角', { bg: '#1f6f54', w: 560, h: 110 });
    g.ground(-80, -80, 80, 40, -0.02, MAT.grass, '#5f7340');
    g.ground(-5, -3.6, 5, 12, 0.0, MAT.plain, '#8f4f40');
    g.ground(-1.7, -1.7, 1.9, 1.7, 0.006, MAT.plain, '#557a5c');
    block(g, 4, -22, { bays: 9, seed: 15, wall: '#c5b79c', base: '#8a4f3d' });
    block(g, -28, -26, { bays: 7, seed: 17, wall: '#a5634c', kind: MAT.brick, base: '#e0d6c2' });
    for (const [i, x, z, h] of [
      [0, -6.4, -6, 8.5],
      [1, 5.8, -7, 9],
      [2, 11, -10, 9],
      [3, -12, -10, 9],
      [4, 0.5, -12, 8],
    ])
      N.tree(g, x, z, h, { seed: i + 60, n: i < 2 ? 9000 : 3500, leaf: i < 2 ? 0.12 : 0.2, colours: i % 2 ? N.AUTUMN : N.GREEN });
    N.hedge(g, -6, 6, -4.1, 0.8, 0.85, 11);
    T.bench(g, -3.3, -3.0, 0.15);
    g.box(3.3, 0, -3.1, 0.1, 2.0, 0.1, MAT.paint, '#2f4a3e');
    g.box(3.3, 1.5, -3.05, 1.9, 0.5, 0.06, MAT.paint, '#1f6f54');
    g.decal(3.3, 1.75, -3.0, 1.8, 0.38, '小花园健身角#1f6f54');
    walker(g, 2.9, -1.3);
    bars(g, -3.2, -0.9);
    twister(g, loose);
    N.litter(g, -4, -3, 4, 4, 70);
    return {
      camera: { eye: [1.15, 1.5, 3.7], to: [-0.05, 0.66, -0.4], fov: 48 },
      light: light.sunny([-0.5, 0.7, 0.55]),
      focus: [0, 3, -3],
      radius: 18,
    };
  };
}
const YELLOW = '#d9a02c',
  BLUE = '#2b5f8a';
function twister(g, loose) {
  g.box(0, -0.06, 0, 1.0, 0.1, 1.0, MAT.concrete, '#a8a296');
  const bolt = (x, y, z, r) => {
    g.cyl([x, y, z], [x, y + 0.05, z], r, r, MAT.paint, loose ? '#8a4a2a' : '#d6d9db', 6);
  };
  const body = () => {
    g.cyl([0, 0, 0], [0, 0.025, 0], 0.22, 0.22, MAT.paint, loose ? '#7a5a3a' : '#8f9496', 24);
    g.cyl([0, 0, 0], [0, 1.32, 0], 0.06, 0.055, MAT.paint, YELLOW, 18);
    g.ball([0, 1.33, 0], 0.06, 0.05, 0.06, MAT.paint, YELLOW, 10);
    g.ring([0, 1.18, 0], 0.42, 0.02, MAT.paint, YELLOW, 'y', 36);
    g.cyl([0, 0.42, 0], [0, 0.9, 0], 0.075, 0.075, MAT.paint, BLUE, 18);
    for (let i = 0; i < 3; i++) {
      const t = 0.5 + i * 2.0944,
        x = Math.cos(t),
        z = Math.sin(t);
      g.cyl([0, 1.18, 0], [x * 0.42, 1.18, z * 0.42], 0.018, 0.018, MAT.paint, YELLOW, 8);
      g.tube(
        [
          [0, 0.3, 0],
          [x * 0.5, 0.26, z * 0.5],
          [x * 0.66, 0.12, z * 0.66],
        ],
        0.035,
        MAT.paint,
        YELLOW,
        10,
      );
      g.at(
        x * 0.68,
        0.13,
        z * 0.68,
        () => {
          g.cyl([0, 0, 0], [0, 0.05, 0], 0.19, 0.19, MAT.paint, BLUE, 26);
          g.cyl([0, 0.05, 0], [0, 0.056, 0], 0.15, 0.15, MAT.grain, '#2c2d30', 24);
        },
        loose && i === 0 ? { rz: -0.5, rx: 0.35 } : {},
      );
    }
  };
  if (!loose) {
    body();
    for (let i = 0; i < 4; i++) bolt(Math.cos(i * 1.571 + 0.4) * 0.17, 0.02, Math.sin(i * 1.571 + 0.4) * 0.17, 0.028);
    return;
  }
  g.at(0.03, 0.045, 0, body, { rz: -0.17, rx: 0.07 });
  const rnd = random(3);
  for (let i = 0; i < 40; i++) {
    const t = rnd() * 6.28,
      k = rnd.in(0.2, 0.75),
      s = rnd.in(0.012, 0.045);
    g.ball(
      [Math.cos(t) * k, 0.04 + s * 0.3, Math.sin(t) * k],
      s,
      s * 0.6,
      s,
      MAT.concrete,
      rnd.of(['#8d8a83', '#77736c', '#a8a296']),
      4,
      0.25,
      i,
    );
  }
  for (let i = 0; i < 3; i++)
    g.quad(
      [-0.5 + i * 0.3, 0.046, 0.5],
      [-0.46 + i * 0.3, 0.046, 0.5],
      [0.02 + i * 0.05, 0.046, 0.1],
      [0.0 + i * 0.05, 0.046, 0.1],
      MAT.plain,
      '#2c2a28',
    );
  for (const [x, z, ry] of [
    [0.34, 0.36, 0.5],
    [-0.2, 0.6, 2],
    [0.62, 0.55, 1.2],
  ])
    g.at(
      x,
      0.06,
      z,
      () => {
        g.cyl([0, 0, 0], [0.12, 0, 0], 0.014, 0.014, MAT.paint, '#8a4a2a', 8);
        g.cyl([0, 0, 0], [0.03, 0, 0], 0.03, 0.03, MAT.paint, '#7a4226', 6);
      },
      { ry },
    );
}
function walker(g, x, z) {
  g.at(
    x,
    0,
    z,
    () => {
      for (const s of [-1, 1]) {
        g.tube(
          [
            [s * 0.75, 0, 0],
            [s * 0.75, 1.15, 0],
          ],
          0.05,
          MAT.paint,
          BLUE,
          12,
        );
        g.tube(
          [
            [s * 0.28, 1.1, 0],
            [s * 0.3, 0.2, s * 0.3],
          ],
          0.028,
          MAT.paint,
          YELLOW,
          10,
        );
        g.box(s * 0.3, 0.14, s * 0.3, 0.16, 0.05, 0.36, MAT.grain, '#2c2d30');
      }
      g.tube(
        [
          [-0.75, 1.12, 0],
          [0.75, 1.12, 0],
        ],
        0.05,
        MAT.paint,
        BLUE,
        12,
      );
      g.tube(
        [
          [-0.45, 1.15, 0.3],
          [-0.45, 1.35, 0.35],
          [0.45, 1.35, 0.35],
          [0.45, 1.15, 0.3],
        ],
        0.02,
        MAT.paint,
        YELLOW,
        8,
      );
    },
    { ry: -0.5 },
  );
}
function bars(g, x, z) {
  for (const s of [-1, 1]) {
    for (const k of [-1, 1]) g.cyl([x + s * 0.35, 0, z + k * 0.7], [x + s * 0.35, 1.3, z + k * 0.7], 0.04, 0.04, MAT.paint, BLUE, 10);
    g.cyl([x + s * 0.35, 1.3, z - 0.95], [x + s * 0.35, 1.3, z + 0.95], 0.035, 0.035, MAT.paint, YELLOW, 10);
  }
}

export const scenes = { 'gym-before': gym(true), 'gym-after': gym(false) };
