// Things of everyday in the yard of 梧桐苑: the bins, charging from a window.
import { MAT, random } from './mesh.js';
import { block } from './house.js';
import * as N from './nature.js';
import * as T from './street.js';
import * as light from './light.js';
import { signs } from './road.js';

const KINDS = ['kitchen', 'recycle', 'harm', 'other'];
const steel = '#b9bdc0';

function binsPlace(full) {
  return (g, a) => {
    signs(a);
    a.sign('生活垃圾分类投放点', { bg: '#1f6f54', w: 900, h: 120 });
    a.sign('投放时间\n早 7:00-9:00\n晚 6:00-8:00', { bg: '#f3efe4', fg: '#1f6f54', w: 320, h: 240 });
    g.ground(-60, -60, 60, -1.4, -0.02, MAT.grass, '#5f7340');
    g.ground(-60, -1.4, 60, 30, 0, MAT.paver, '#a29388');
    g.ground(-60, 3.4, 60, 30, 0.006, MAT.asphalt, '#73736f');
    g.box(0, 0, 3.4, 120, 0.05, 0.16, MAT.concrete, '#a6a299');
    block(g, 6, -15, { bays: 8, seed: 5, wall: '#c2b08f', base: '#8a4f3d', number: 'no3' });
    block(g, -24, -18, { bays: 7, seed: 9, wall: '#a5634c', kind: MAT.brick, base: '#e0d6c2' });
    N.tree(g, -6.2, -4, 8.5, { seed: 4, n: 9000, leaf: 0.12 });
    N.tree(g, 6.4, -3.4, 9, { seed: 8, n: 9000, leaf: 0.12, colours: N.AUTUMN });
    N.tree(g, 12, -9, 9, { seed: 12, n: 4000, leaf: 0.2 });
    N.hedge(g, -12, -3.4, -1.9, 0.8, 0.85, 6);
    N.hedge(g, 3.4, 12, -1.9, 0.8, 0.85, 7);
    g.box(0, 0, -0.75, 6.1, 1.9, 0.16, MAT.brick, '#96513c');
    g.box(0, 1.9, -0.75, 6.2, 0.1, 0.26, MAT.concrete, '#b0aaa0');
    for (const s of [-1, 1]) for (const z of [-0.6, 1.0]) g.box(s * 2.9, 0, z, 0.12, 2.55, 0.12, MAT.paint, '#2f4a3e');
    g.quad([-3.3, 2.5, 1.5], [3.3, 2.5, 1.5], [3.3, 2.95, -1.1], [-3.3, 2.95, -1.1], MAT.ridged, '#3f7a62');
    g.box(0, 2.42, 1.48, 6.6, 0.46, 0.06, MAT.paint, '#1f6f54');
    g.decal(0, 2.65, 1.52, 3.3, 0.42, '生活垃圾分类投放点#1f6f54');
    g.decal(-2.2, 1.32, -0.66, 0.9, 0.68, '投放时间\n早 7:00-9:00\n晚 6:00-8:00#f3efe4');
    KINDS.forEach((k, i) => g.decal(-1.0 + i * 0.85, 1.45, -0.66, 0.55, 0.55, 'bin-' + k));
    KINDS.forEach((k, i) =>
      g.at(
        -1.95 + i * 1.15,
        0,
        0.1,
        () => T.bin(g, 0, 0, k, { open: full ? [1.9, 0.35, 1.6, 0.6][i] : 0, ry: full ? [0.1, -0.06, 0.05, -0.14][i] : 0 }),
        { s: 1.18 },
      ),
    );
    g.box(2.45, 0, 0.2, 0.5, 1.0, 0.4, MAT.paint, steel);
    g.box(2.45, 1.0, 0.2, 0.56, 0.06, 0.46, MAT.paint, '#8f9496');
    if (full) overflow(g);
    else swept(g);
    return {
      camera: { eye: [0.5, 1.62, 6.6], to: [-0.1, 1.12, -1], fov: 46 },
      light: light.sunny([0.5, 0.75, 0.6]),
      focus: [0, 3, -3],
      radius: 20,
    };
  };
}
function overflow(g) {
  const rnd = random(6),
    cols = ['#1d1f22', '#2b2d30', '#b8b4a8', '#7d3a34', '#d8d6cf', '#33465e', '#4a5a3a'];
  KINDS.forEach((k, i) => {
    for (let j = 0; j < 5; j++)
      T.bag(
        g,
        -1.95 + i * 1.15 + rnd.in(-0.2, 0.2),
        1.02 + (j > 2 ? 0.2 : 0),
        0.2 + rnd.in(-0.15, 0.2),
        rnd.in(0.14, 0.21),
        j + i * 7,
        rnd.of(cols),
      );
  });
  for (let i = 0; i < 24; i++)
    T.bag(g, rnd.in(-2.6, 2.5), rnd.in(-0.03, 0.02), rnd.in(0.75, 1.75), rnd.in(0.14, 0.3), i + 40, rnd.of(cols));
  for (let i = 0; i < 7; i++) T.bag(g, rnd.in(-1.8, 1.8), 0.3, rnd.in(0.75, 1.15), rnd.in(0.16, 0.24), i + 90, rnd.of(cols));
  T.carton(g, 1.55, 0, 1.5, 0.5, 0.4, 0.38);
  T.carton(g, 1.5, 0.38, 1.5, 0.36, -0.3, 0.26);
  T.carton(g, -2.7, 0, 1.3, 0.46, 0.8, 0.4);
  g.at(
    -0.4,
    0.02,
    2.15,
    () => {
      g.box(0, 0, 0, 0.6, 0.04, 0.42, MAT.plain, '#a97d4c');
    },
    { ry: 0.7 },
  );
  for (let i = 0; i < 90; i++) {
    const x = rnd.in(-3, 3),
      z = 1.3 + rnd() * rnd() * 2.2;
    if (i % 3)
      g.ball(
        [x, 0.02, z],
        rnd.in(0.02, 0.06),
        0.02,
        rnd.in(0.02, 0.05),
        MAT.plain,
        rnd.of(['#c9c3b2', '#7a9a4a', '#b86a2a', '#e4e0d6', '#8a4f3d']),
        4,
        0.2,
        i,
      );
    else
      g.at(x, 0.03, z, () => g.cyl([0, 0, 0], [0.19, 0, 0], 0.03, 0.028, MAT.glass, rnd.of(['#9fc4cf', '#a9b9a0', '#c9ccd0']), 8), {
        ry: rnd() * 6,
      });
  }
}
function swept(g) {
  g.ground(-2.8, 0.6, 2.6, 2.4, 0.004, MAT.paver, '#8f8279');
  g.at(
    3.3,
    0,
    0.1,
    () => {
      g.cyl([0, 0.2, 0], [0, 1.5, 0], 0.015, 0.015, MAT.wood, '#b08d5e', 7);
      g.box(0, 0, 0, 0.45, 0.26, 0.1, MAT.cloth, '#8f8a35');
    },
    { rx: -0.12 },
  );
  T.person(g, -5.2, -0.6, 1.2, { coat: '#c9722a', legs: '#3b4a5a', walk: 0.2, bag: '#2f7d3f' });
}

function charging(g, a) {
  signs(a);
  g.ground(-80, -60, 80, 60, -0.02, MAT.grass, '#5f7340');
  g.ground(-60, 0, 60, 3.2, 0, MAT.concrete, '#9a958c');
  g.ground(-60, 4.6, 60, 40, 0.002, MAT.paver, '#a29388');
  g.box(0, 0, 4.6, 120, 0.1, 0.14, MAT.concrete, '#a6a299');
  block(g, 0, 0, { bays: 8, units: [2, 5], seed: 21, wall: '#c6b392', base: '#8a4f3d' });
  g.box(-4.95, 3.07, 1.7, 1.5, 0.62, 0.04, MAT.plain, '#1f5fa8');
  g.decal(-4.95, 3.38, 1.73, 1.44, 0.58, 'no4');
  N.hedge(g, -14, -7.2, 3.9, 0.7, 0.8, 4);
  N.hedge(g, -1.6, 10, 3.9, 0.7, 0.8, 5);
  N.tree(g, 0.9, 4.4, 8.6, { seed: 31, n: 9000, leaf: 0.12, clear: 0.3 });
  const park = [
    [-3.35, 2.3, 1.75, '#b3272d'],
    [-2.45, 2.4, 1.5, '#2b5f8a'],
    [-1.55, 2.25, 1.65, '#3b3d40'],
    [-6.9, 2.2, 1.45, '#d5d6d2'],
  ];
  for (const [x, z, ry, col] of park) T.scooter(g, x, z, ry, col);
  const cord = (p, q, r, drop, end) => {
    const pts = T.sag(g, p, q, drop, r, '#e9e4d8', 22);
    g.tube([pts[pts.length - 1], end], r, MAT.plain, '#e9e4d8', 6);
  };
  cord([-1.9, 4.55, 1.3], [-2.45, 1.25, 2.1], 0.019, 0.35, [-2.5, 0.62, 2.4]);
  cord([-1.35, 4.5, 1.3], [-3.3, 1.1, 2.15], 0.017, 0.55, [-3.4, 0.62, 2.45]);
  T.sag(g, [-1.1, 7.4, 1.3], [-1.55, 0.7, 2.4], 0.25, 0.017, '#c23a2c', 22);
  g.box(-2.48, 0.95, 2.2, 0.12, 0.34, 0.08, MAT.plain, '#f0eee8');
  for (const [x, z] of [
    [-2.9, 2.9],
    [-2.0, 2.85],
  ]) {
    g.box(x, 0, z, 0.24, 0.11, 0.14, MAT.plain, '#1d1d1f');
    T.sag(g, [x, 0.1, z], [x - 0.35, 0.55, 2.4], 0.2, 0.012, '#1d1d1f', 8);
  }
  T.person(g, -6.1, 5.0, 2.7, { coat: '#4a6a8a', bag: '#b9474a', walk: 0.22 });
  T.person(g, -5.5, 5.1, 2.6, { coat: '#e0b84f', h: 1.12, walk: 0.2 });
  return {
    size: [1050, 1400],
    camera: { eye: [-4.9, 1.6, 11.6], to: [-3.4, 2.75, 0], fov: 52 },
    light: light.sunny([0.55, 0.7, 0.6]),
    focus: [-3, 4, 2],
    radius: 17,
  };
}

export const scenes = { 'bins-before': binsPlace(true), 'bins-after': binsPlace(false), charging };
