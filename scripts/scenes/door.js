// At the doors of 2号楼: the stickers, and the broken rail of the ramp.
import { MAT, random } from './mesh.js';
import { block, entrance, window_ } from './house.js';
import * as light from './light.js';
import * as N from './nature.js';
import { signs } from './road.js';
import * as T from './street.js';

const steel = '#b9bdc0';
const ADS = [
  ['开锁换锁', '#f2d33c', '#b3271f'],
  ['疏通管道', '#ffffff', '#1f5fa8'],
  ['高价回收', '#f3a6b4', '#7a1230'],
  ['搬家', '#ffe9a0', '#1d1d1f'],
  ['空调加氟', '#a8dcf0', '#123a70'],
  ['家教', '#c8e6a8', '#1f5a2a'],
  ['急租房', '#ff9a50', '#3a1408'],
  ['办证', '#f8f8f4', '#1d1d1f'],
];
function stickers(g, a) {
  signs(a);
  const rnd = random(77);
  ADS.forEach(([t, bg, fg], i) =>
    a.draw('ad' + i, 220, 130, (c, w, h) => {
      c.fillStyle = bg;
      c.fillRect(0, 0, w, h);
      c.fillStyle = fg;
      c.font = `bold ${t.length > 3 ? 48 : 62}px "Noto Sans CJK SC"`;
      c.textAlign = 'center';
      c.fillText(t, w / 2, 62);
      c.font = 'bold 30px "Noto Sans CJK SC"';
      c.fillText('1** **** ****', w / 2, 108);
      c.strokeStyle = fg;
      c.lineWidth = 4;
      c.strokeRect(5, 5, w - 10, h - 10);
    }),
  );
  a.draw('scraped', 220, 130, (c, w, h) => {
    c.fillStyle = '#3f5c50';
    c.fillRect(0, 0, w, h);
    c.fillStyle = '#d6d0c0';
    for (let i = 0; i < 60; i++) c.fillRect(rnd() * w, rnd() * h, rnd() * 46, rnd() * 16);
  });
  g.ground(-80, -1, 80, 60, 0, MAT.paver, '#a29388');
  block(g, 0, 0, { bays: 8, units: [2, 5], seed: 25, wall: '#b9a98c', base: '#8a5b48' });
  const X = 4.95;
  for (let i = 0; i < 46; i++) {
    const w = rnd.in(0.17, 0.27),
      x = X + rnd.in(-0.66, 0.66),
      y = rnd.in(0.55, 2.05);
    g.at(x, y, 0.17 + i * 0.0008, () => g.decal(0, 0, 0, w, w * 0.6, i % 6 ? 'ad' + Math.floor(rnd() * 8) : 'scraped'), {
      rz: rnd.in(-0.2, 0.2),
    });
  }
  for (let i = 0; i < 14; i++) {
    const s = i % 2 ? 1 : -1,
      w = rnd.in(0.14, 0.2);
    g.at(X + s * rnd.in(1.28, 1.42), rnd.in(0.6, 2.1), 0.915, () => g.decal(0, 0, 0, w, w * 0.62, 'ad' + (i % 8)), {
      rz: rnd.in(-0.15, 0.15),
    });
  }
  for (let i = 0; i < 5; i++)
    g.at(X + rnd.in(-1, 1), 0.158, rnd.in(0.5, 1.6), () => g.floor(0, 0, 0, 0.2, 0.12, 'ad' + i), { ry: rnd() * 3 });
  N.bush(g, X - 3.2, 1.2, 0.7, 1.0, { seed: 5 });
  N.bush(g, X + 3.2, 1.2, 0.8, 1.1, { seed: 6 });
  T.bicycle(g, X - 2.5, 1.9, 1.2);
  return {
    size: [1050, 1400],
    camera: { eye: [X + 0.55, 1.58, 5.0], to: [X - 0.02, 1.62, 0], fov: 49 },
    light: light.grey({ sun: [0.35, 0.7, 0.6], sunColour: [0.9, 0.86, 0.78], exposure: 1.0, fog: 0.002 }),
    focus: [X, 2, 1],
    radius: 9,
  };
}

function ramp(g, a) {
  signs(a);
  a.sign('无障碍通道', { bg: '#1f5fa8', w: 400, h: 110 });
  g.ground(-80, -60, 80, 60, 0, MAT.paver, '#a29388');
  g.ground(6.5, 0.3, 40, 2.6, 0.01, MAT.grass, '#5f7340');
  g.ground(-40, 0.3, -2.2, 2.6, 0.01, MAT.grass, '#5f7340');
  g.box(0, 0, -3, 26, 8, 6, MAT.plaster, '#bfae90');
  g.box(0, 0, -2.96, 26.1, 1.0, 6.05, MAT.stone, '#8a8378');
  g.box(0, 3.4, 0.02, 26, 0.14, 0.14, MAT.plain, '#8a4f3d');
  for (const [i, x] of [
    [1, -4.2],
    [2, 3.9],
    [3, 7.4],
    [4, -7.6],
  ]) {
    window_(g, x, 1.75, 0, 1.7, 1.4, { bars: true, seed: i });
    window_(g, x, 4.5, 0, 1.7, 1.4, { seed: i + 8 });
  }
  entrance(g, 0, 0, 2, { y: 0.45 });
  g.box(0, 0, 1.15, 3.5, 0.45, 2.3, MAT.concrete, '#a19b8f');
  for (let i = 0; i < 2; i++) g.box(-0.3, 0, 2.45 + i * 0.3, 2.6, 0.3 - i * 0.15, 0.32, MAT.concrete, '#97928a');
  g.prism(
    [
      [1.75, 0],
      [6.3, 0],
      [6.3, 0.01],
      [1.75, 0.45],
    ],
    0.75,
    2.2,
    MAT.concrete,
    '#a39d92',
  );
  g.quad([1.75, 0.455, 2.2], [6.3, 0.016, 2.2], [6.3, 0.016, 2.08], [1.75, 0.455, 2.08], MAT.plain, '#d2a93a');
  const y = (x) => (0.45 * (6.3 - x)) / 4.55,
    post = (x, z) => g.cyl([x, y(x), z], [x, y(x) + 0.95, z], 0.026, 0.026, MAT.paint, steel, 10),
    rail = (x0, x1, z, h) => g.cyl([x0, y(x0) + h, z], [x1, y(x1) + h, z], 0.028, 0.028, MAT.paint, steel, 10);
  for (const x of [1.9, 2.75, 3.6, 4.45, 5.3, 6.1]) post(x, 0.82);
  for (const h of [0.95, 0.55]) rail(1.9, 6.1, 0.82, h);
  for (const x of [1.9, 2.75, 5.3, 6.1]) post(x, 2.12);
  for (const h of [0.95, 0.55]) {
    rail(1.9, 2.9, 2.12, h);
    rail(5.15, 6.1, 2.12, h);
  }
  g.tube(
    [
      [2.9, y(2.9) + 0.95, 2.12],
      [3.06, y(3) + 0.9, 2.16],
      [3.15, y(3) + 0.78, 2.24],
    ],
    0.028,
    MAT.paint,
    steel,
    10,
  );
  g.tube(
    [
      [3.6, y(3.6), 2.12],
      [3.64, 0.55, 2.2],
      [3.8, 0.85, 2.5],
    ],
    0.026,
    MAT.paint,
    '#a3928a',
    10,
  );
  g.tube(
    [
      [4.45, y(4.45), 2.12],
      [4.46, 0.28, 2.13],
    ],
    0.026,
    MAT.paint,
    '#8a5a3a',
    10,
  );
  g.at(
    3.2,
    0.03,
    2.75,
    () => {
      g.cyl([0, 0, 0], [1.9, 0, 0.1], 0.028, 0.028, MAT.paint, steel, 10);
      g.cyl([0.2, 0, 0.4], [1.7, 0.05, 0.22], 0.028, 0.028, MAT.paint, steel, 10);
      g.cyl([0.75, 0, 0.05], [0.8, 0, 0.38], 0.022, 0.022, MAT.paint, steel, 8);
    },
    { ry: -0.18 },
  );
  const rnd = random(8);
  for (let i = 0; i < 26; i++) {
    const s = rnd.in(0.012, 0.05);
    g.ball(
      [rnd.in(3.2, 4.9), y(4) * 0.2 + s * 0.4 + (rnd() < 0.5 ? 0 : 0), rnd.in(2.25, 2.6)],
      s,
      s * 0.6,
      s,
      MAT.concrete,
      rnd.of(['#8d8a83', '#77736c']),
      4,
      0.25,
      i,
    );
  }
  g.box(5.65, 1.5, 0.04, 1.0, 0.34, 0.04, MAT.plain, '#1f5fa8');
  g.decal(5.65, 1.67, 0.07, 0.96, 0.3, '无障碍通道#1f5fa8');
  stroller(g, 5.25, 3.5, 2.7);
  N.bush(g, 7.6, 1.3, 0.7, 0.9, { seed: 9 });
  N.bush(g, -3.2, 1.4, 0.8, 1.0, { seed: 10 });
  return {
    camera: { eye: [4.9, 1.58, 7.1], to: [2.75, 0.95, 0.9], fov: 47 },
    light: light.sunny([0.5, 0.75, 0.65]),
    focus: [3, 2, 1],
    radius: 9.5,
  };
}
function stroller(g, x, z, ry) {
  g.at(
    x,
    0,
    z,
    () => {
      for (const [px, pz] of [
        [-0.3, -0.22],
        [-0.3, 0.22],
        [0.32, -0.2],
        [0.32, 0.2],
      ])
        T.wheel(g, px, 0.13, pz, 0.13, 0.04);
      for (const s of [-0.22, 0.22]) {
        g.tube(
          [
            [0.32, 0.13, s],
            [-0.05, 0.55, s],
            [-0.55, 1.02, s],
          ],
          0.014,
          MAT.paint,
          '#8f9496',
        );
        g.tube(
          [
            [-0.3, 0.13, s],
            [0.05, 0.55, s],
            [0.25, 0.62, s],
          ],
          0.014,
          MAT.paint,
          '#8f9496',
        );
      }
      g.tube(
        [
          [-0.55, 1.02, -0.22],
          [-0.58, 1.04, 0],
          [-0.55, 1.02, 0.22],
        ],
        0.018,
        MAT.plain,
        '#26262a',
      );
      g.box(0.05, 0.42, 0, 0.5, 0.12, 0.4, MAT.cloth, '#3f5d8a');
      g.at(-0.22, 0.45, 0, () => g.box(0, 0, 0, 0.08, 0.5, 0.4, MAT.cloth, '#3f5d8a'), { rz: 0.35 });
      g.sheet(
        10,
        6,
        (u, v) => {
          const t = 0.5 + u * 1.7;
          return [-0.2 - Math.cos(t) * 0.42 + 0.12, 0.66 + Math.sin(t) * 0.34, (v - 0.5) * 0.42];
        },
        MAT.cloth,
        '#b9474a',
      );
    },
    { ry },
  );
}
export const scenes = { 'stickers-before': stickers, ramp };
