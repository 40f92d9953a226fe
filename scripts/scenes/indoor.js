// The stairwell of 梧桐苑: full of things, and cleared.
import { MAT } from './mesh.js';
import { window_ } from './house.js';
import * as T from './street.js';
import * as light from './light.js';

const W = 1.6,
  RISE = 0.161,
  GO = 0.3,
  N = 9,
  Z0 = -0.9,
  Z1 = Z0 - N * GO,
  BACK = Z1 - 1.4;
const HALF = N * RISE;

function signs(a) {
  a.draw('floor3', 256, 256, (c) => {
    c.fillStyle = '#d9d5ca';
    c.fillRect(0, 0, 256, 256);
    c.fillStyle = '#b5271f';
    c.beginPath();
    c.arc(128, 128, 122, 0, 7);
    c.fill();
    c.fillStyle = '#fff';
    c.font = 'bold 190px "Noto Sans CJK SC"';
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillText('3', 128, 134);
  });
  a.sign('楼道畅通\n人人有责', { bg: '#1f6f54', w: 320, h: 200 });
  a.draw('cabinet', 256, 384, (c, w, h) => {
    c.fillStyle = '#80502f';
    c.fillRect(0, 0, w, h);
    c.strokeStyle = '#4a2c18';
    c.lineWidth = 6;
    for (const [x, y, ww, hh] of [
      [10, 10, 112, 230],
      [134, 10, 112, 230],
      [10, 252, 236, 56],
      [10, 318, 236, 56],
    ])
      c.strokeRect(x, y, ww, hh);
    c.fillStyle = '#d0b070';
    for (const [x, y] of [
      [108, 120],
      [138, 120],
      [118, 276],
      [118, 342],
    ])
      c.fillRect(x, y, 14, 12);
  });
}
function flight(g, x, y, dir) {
  for (let i = 0; i < N; i++) {
    const top = dir > 0 ? (i + 1) * RISE : -(i + 1) * RISE;
    g.box(x, y + top - 0.17, Z0 - GO * (i + 0.5), W - 0.06, 0.17, GO + 0.02, MAT.concrete, '#918c84');
    g.box(x, y + top - 0.012, Z0 - GO * (i + (dir > 0 ? 0.04 : 0.1)), W - 0.06, 0.016, 0.05, MAT.concrete, '#6b6761');
  }
}
function walls(g) {
  const white = '#d6d1c4',
    green = '#7f9d86';
  for (const s of [-1, 1]) {
    g.box(s * (W + 0.05), -3, -1.2, 0.1, 7.4, 8.2, MAT.plaster, white);
    const x = s * (W - 0.004);
    const band = (z0, y0, z1, y1) =>
      g.quad([x, y0 - 0.05, z0], [x, y1 - 0.05, z1], [x, y1 + 1.25, z1], [x, y0 + 1.25, z0], MAT.plaster, green);
    band(2.9, 0, Z0, 0);
    band(Z0, 0, Z1, s * -HALF);
    band(Z1, s * -HALF, BACK, s * -HALF);
  }
  g.box(0, -3, BACK - 0.05, 2 * W, 7.4, 0.1, MAT.plaster, white);
  g.quad(
    [-W, HALF, BACK + 0.006],
    [W, HALF, BACK + 0.006],
    [W, HALF + 1.25, BACK + 0.006],
    [-W, HALF + 1.25, BACK + 0.006],
    MAT.plaster,
    green,
  );
  g.box(0, 4.25, (BACK + Z0) / 2, 2 * W, 0.1, Z0 - BACK, MAT.plaster, '#c9c4b8');
}
function stairs(g) {
  g.box(0, -0.15, 1.0, 2 * W, 0.15, 3.8, MAT.concrete, '#97928a');
  flight(g, -W / 2, 0, 1);
  flight(g, W / 2, 0, -1);
  for (const y of [HALF, -HALF]) g.box(0, y - 0.15, (Z1 + BACK) / 2, 2 * W, 0.15, Z1 - BACK, MAT.concrete, '#97928a');
  const up = (x0, x1, d) =>
    g.quad(
      [x0, HALF - 0.16 + d, Z1],
      [x1, HALF - 0.16 + d, Z1],
      [x1, 2 * HALF - 0.16 + d, Z0],
      [x0, 2 * HALF - 0.16 + d, Z0],
      MAT.plaster,
      '#e2ddd0',
    );
  up(0.04, W, 0);
  g.quad(
    [0.04, HALF - 0.16, Z1],
    [0.04, 2 * HALF - 0.16, Z0],
    [0.04, 2 * HALF + 0.12, Z0],
    [0.04, HALF + 0.12, Z1],
    MAT.plaster,
    '#b9b4a8',
  );
  g.quad([-W, 0, Z0], [0, 0, Z0], [0, HALF, Z1], [-W, HALF, Z1], MAT.concrete, '#7f7b74');
  g.quad([-0.03, -0.05, Z0], [-0.03, HALF - 0.05, Z1], [-0.03, HALF + 0.12, Z1], [-0.03, 0.12, Z0], MAT.plaster, '#b3aea2');
  const rail = '#3f5a4a';
  for (let i = 0; i <= N * 2; i++) {
    const t = i / (N * 2),
      z = Z0 + (Z1 - Z0) * t,
      y = HALF * t;
    g.cyl([0, y + 0.05, z], [0, y + 0.92, z], 0.011, 0.011, MAT.paint, rail, 6, false);
    g.cyl([0, -y, z], [0, -y + 0.3, z], 0.011, 0.011, MAT.paint, rail, 6, false);
  }
  g.tube(
    [
      [0, 0.95, Z0 + 0.05],
      [0, HALF + 0.95, Z1],
    ],
    0.034,
    MAT.wood,
    '#8a4a2c',
    10,
  );
  g.cyl([0, 0, Z0 + 0.05], [0, 1.06, Z0 + 0.05], 0.045, 0.045, MAT.paint, rail, 10);
  g.ball([0, 1.1, Z0 + 0.05], 0.06, 0.06, 0.06, MAT.wood, '#8a4a2c', 8);
}
function fittings(g) {
  window_(g, -0.1, HALF + 1.0, BACK + 0.02, 1.7, 1.25, { lit: true, seed: 4 });
  g.quad(
    [-0.93, HALF + 1.02, BACK + 0.035],
    [0.73, HALF + 1.02, BACK + 0.035],
    [0.73, HALF + 2.23, BACK + 0.035],
    [-0.93, HALF + 2.23, BACK + 0.035],
    MAT.glow,
    [0.13, 0.155, 0.17],
  );
  g.decal(-W + 0.012, 1.85, -0.25, 0.42, 0.42, 'floor3', Math.PI / 2);
  g.decal(W - 0.012, 1.75, -0.55, 0.5, 0.32, '楼道畅通\n人人有责#1f6f54', -Math.PI / 2);
  g.box(-W + 0.08, 1.45, 0.75, 0.16, 0.7, 0.55, MAT.paint, '#a9aca8');
  g.tube(
    [
      [-W + 0.03, 2.15, 0.75],
      [-W + 0.03, 4.2, 0.75],
    ],
    0.02,
    MAT.plain,
    '#c9c6bc',
  );
  g.tube(
    [
      [-W + 0.03, 2.15, 0.62],
      [-W + 0.03, 2.6, 0.62],
      [-W + 0.03, 3.6, -3],
    ],
    0.012,
    MAT.plain,
    '#2b2b2b',
  );
  g.at(
    W,
    0,
    0.65,
    () => {
      g.box(0, 0, 0.02, 1.16, 2.2, 0.06, MAT.paint, '#5c3a30');
      g.decal(0, 1.06, 0.06, 1.0, 2.1, 'door-red');
      g.decal(0, 1.5, 0.068, 0.34, 0.34, 'fu');
      for (const s of [-1, 1]) g.decal(s * 0.72, 1.3, 0.02, 0.2, 1.4, s < 0 ? 'left' : 'right');
      g.decal(0, 2.32, 0.03, 0.9, 0.2, 'top');
    },
    { ry: -Math.PI / 2 },
  );
  g.box(W - 0.5, 0, 0.65, 0.5, 0.02, 0.8, MAT.cloth, '#6b5a50');
}
function clutter(g) {
  g.at(
    -W + 0.33,
    0,
    0.35,
    () => {
      g.box(0, 0, 0, 0.95, 1.4, 0.5, MAT.wood, '#7a4c2e');
      g.decal(0, 0.7, 0.256, 0.94, 1.38, 'cabinet');
    },
    { ry: 1.35 },
  );
  T.carton(g, -W + 0.32, 1.4, 0.3, 0.46, 1.2, 0.34);
  const pile = [
    [-1.2, 0, -0.55, 0.6, 0.2, 0.5],
    [-1.22, 0.5, -0.55, 0.52, 0.5, 0.42],
    [-1.15, 0.92, -0.58, 0.4, 0.1, 0.34],
    [-0.58, 0, -0.5, 0.5, -0.3, 0.42],
    [-0.62, 0.42, -0.5, 0.4, 0.35, 0.3],
    [-0.95, RISE * 3, -1.65, 0.5, 0.3, 0.45],
    [-0.42, RISE * 2, -1.35, 0.4, -0.4, 0.34],
    [-1.3, RISE * 5, -2.25, 0.42, 0.1, 0.42],
    [-0.8, RISE * 3 + 0.45, -1.66, 0.36, -0.2, 0.3],
    [-0.5, 0, 0.25, 0.44, 0.6, 0.3],
  ];
  for (const [x, y, z, s, ry, h] of pile) T.carton(g, x, y, z, s, ry, h);
  for (let i = 0; i < 6; i++)
    g.box(-0.5 + (i % 2) * 0.02, 0.3 + i * 0.05, 0.25, 0.34, 0.045, 0.26, MAT.cloth, i % 2 ? '#c6c0ae' : '#aaa594');
  T.bag(g, -0.05, 0, -0.35, 0.26, 3, '#2b2d30');
  T.bag(g, -0.2, 0, 0.55, 0.2, 5, '#b8b4a8');
  T.bag(g, -0.3, RISE * 4, -1.95, 0.2, 8, '#7d3a34');
  T.bicycle(g, 0.62, -0.45, 0.18, '#7a2b2b', { rx: 0.1 });
  g.at(
    -1.0,
    0,
    -0.15,
    () => {
      g.cyl([0, 0, 0], [0, 1.9, 0], 0.06, 0.06, MAT.cloth, '#8f5a4a', 10);
      g.cyl([0.14, 0, 0.02], [0.14, 1.75, 0.02], 0.02, 0.02, MAT.wood, '#b08d5e', 6);
    },
    { rx: -0.16, rz: 0.1 },
  );
  g.cyl([0.2, 0, 0.15], [0.2, 0.28, 0.15], 0.13, 0.16, MAT.plain, '#3b6d9a', 14);
  g.at(
    -0.72,
    0.73,
    -0.48,
    () => {
      g.box(0, 0, 0, 0.4, 0.03, 0.4, MAT.wood, '#a5743f');
      for (const x of [-1, 1]) for (const z of [-1, 1]) g.box(x * 0.17, 0.03, z * 0.17, 0.035, 0.42, 0.035, MAT.wood, '#a5743f');
    },
    { rz: 0.12, ry: 0.4 },
  );
}
function pot(g, x, z, r, leaf, seed) {
  g.cyl([x, 0, z], [x, r * 1.5, z], r * 0.75, r, MAT.plain, '#a4532f', 14);
  for (let i = 0; i < 26; i++) {
    const a = i * 2.4 + seed,
      k = r * (0.4 + (i % 5) * 0.22),
      y = r * (2.1 + (i % 7) * 0.28);
    g.tube(
      [
        [x, r * 1.45, z],
        [x + Math.cos(a) * k * 0.5, y, z + Math.sin(a) * k * 0.5],
      ],
      0.006,
      MAT.plain,
      '#4c6b35',
      4,
    );
    g.ball([x + Math.cos(a) * k, y, z + Math.sin(a) * k], r * 0.36, r * 0.1, r * 0.26, MAT.leaf, i % 6 ? leaf : '#c9516a', 5, 0, i);
  }
}
function cleared(g) {
  pot(g, W - 0.25, -0.18, 0.16, '#56753a', 1);
  pot(g, W - 0.22, -0.6, 0.13, '#63803f', 2);
  g.at(
    -W + 0.1,
    0,
    -0.62,
    () => {
      g.cyl([0, 0.12, 0], [0, 1.35, 0], 0.014, 0.014, MAT.wood, '#b08d5e', 7);
      g.box(0, 0, 0, 0.1, 0.16, 0.34, MAT.cloth, '#b39a55');
    },
    { rz: -0.08 },
  );
}
function well(full) {
  return (g, a) => {
    signs(a);
    walls(g);
    stairs(g);
    fittings(g);
    if (full) clutter(g);
    else cleared(g);
    return {
      camera: { eye: [0.5, 1.62, 3.25], to: [-0.28, 0.98, -1.5], fov: 58 },
      light: light.indoor({ sun: [0.2, 0.7, 0.75], exposure: full ? 0.95 : 1.05 }),
      lamps: [
        { at: [-0.1, HALF + 1.9, BACK + 0.9, 0], colour: [1.5, 1.7, 1.8] },
        { at: [0.2, 3.2, 0.6, 0], colour: [1.1, 0.9, 0.62] },
      ],
      focus: [0, 1, -1.5],
      radius: 6.5,
      passes: 9,
      film: { vignette: 0.42 },
    };
  };
}
export const scenes = { 'stairwell-before': well(true), 'stairwell-after': well(false) };
