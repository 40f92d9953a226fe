// Wide pictures of the estate 梧桐苑: the header, the fire lane, the lamp, the pothole, the gate.
import { MAT, random } from './mesh.js';
import { block } from './house.js';
import * as N from './nature.js';
import * as T from './street.js';
import * as light from './light.js';
import { eye, signs, street } from './road.js';

function fireLane() {
  return (g, a) => {
    street(g, a, {
      lamps: [
        { x: 4.2, z: -8, ry: Math.PI },
        { x: 4.2, z: -30, ry: Math.PI },
      ],
    });
    for (const z of [-3.2, -16]) g.floor(0, 0.012, z, 5.6, 4.6, 'firelane');
    g.at(3.9, 0, -5, () => {
      g.cyl([0, 0, 0], [0, 2.1, 0], 0.035, 0.035, MAT.paint, '#b9bcbc');
      g.box(0, 1.75, 0, 1.7, 0.34, 0.04, MAT.plain, '#b8281f');
      g.decal(0, 1.92, 0.03, 1.66, 0.3, '消防通道 严禁占用#b8281f');
    });
    T.person(g, -4.6, -19, Math.PI, { coat: '#3f5d7a', bag: '#b9474a' });
    T.person(g, -4.1, -18.6, Math.PI + 0.2, { coat: '#a8555a', h: 1.15 });
    T.bicycle(g, 4.5, -11, 0.2);
    T.car(g, -1.5, -6, Math.PI / 2 + 0.05, '#d4d6d8');
    T.car(g, 1.55, -12.5, Math.PI / 2 - 0.08, '#37506b');
    T.car(g, -1.6, -19, Math.PI / 2, '#8d2b27');
    g.at(
      2.1,
      0,
      -4.2,
      () => {
        g.box(0, 0, 0, 1.5, 0.5, 0.7, MAT.cloth, '#6d4a3a');
        g.box(0, 0.5, -0.28, 1.5, 0.45, 0.18, MAT.cloth, '#7a5543');
        for (const s of [-1, 1]) g.box(s * 0.75, 0, 0, 0.2, 0.62, 0.72, MAT.cloth, '#6d4a3a');
        T.carton(g, -0.2, 0.5, 0.02, 0.45, 0.3);
      },
      { ry: 0.5 },
    );
    T.carton(g, 1.2, 0, -3.2, 0.55, -0.3);
    T.carton(g, 1.25, 0.55, -3.2, 0.42, 0.25);
    T.scooter(g, 2.4, -6.2, 1.9, '#2b5f8a');
    T.scooter(g, 2.5, -7.3, 1.7, '#a8322d');
    g.at(
      0.4,
      0,
      -3.4,
      () => {
        for (let i = 0; i < 5; i++) g.box(i * 0.1, 0.02 + i * 0.05, 0, 0.12, 0.05, 2.2, MAT.wood, '#9b7748');
      },
      { ry: 0.8 },
    );
    return { camera: eye(0.2, 1.75, 5.2, 0, 1.6, -20, 54, 0.1), light: light.sunny([0.42, 0.8, 0.45]), focus: [0, 4, -12], radius: 27 };
  };
}
function dusk() {
  return (g, a) => {
    street(g, a, {
      lit: 0.34,
      autumn: true,
      wet: true,
      lamps: [
        { x: -4.3, z: -4.5, broken: true, h: 4.2 },
        { x: -4.3, z: -27, on: true },
        { x: 4.3, z: -16, ry: Math.PI, on: true },
      ],
    });
    N.litter(g, -3.1, -14, 3.1, 3, 260);
    T.bicycle(g, 4.4, -5, 1.2);
    T.person(g, 0.5, -9.5, 0.2, { coat: '#5a4a63', bag: '#c8b88a' });
    const glow = (x, y, z, k) => ({ at: [x, y, z, 0.35], colour: [k * 1.0, k * 0.66, k * 0.3] });
    const lamps = [glow(-2.9, 5.4, -27, 15), glow(2.9, 5.4, -16, 9), { at: [-9.6, 2.4, -4, 0], colour: [1.5, 1.1, 0.6] }];
    return {
      camera: eye(1.0, 1.6, 4.6, -0.8, 1.7, -14, 56, 0.14),
      light: light.dusk(),
      lamps,
      mirror: 0,
      focus: [0, 4, -12],
      radius: 27,
      film: { bloom: 0.5, vignette: 0.45, grain: 12 },
    };
  };
}
function pothole(open) {
  return (g, a) => {
    street(g, a, { lamps: [{ x: 4.3, z: -11, ry: Math.PI }] });
    if (open) {
      const rnd = random(4),
        rim = [];
      for (let i = 0; i < 30; i++) {
        const t = (i / 30) * 6.283;
        rim.push([
          Math.cos(t) * (1.25 + 0.22 * Math.sin(t * 3) + rnd.in(-0.1, 0.1)),
          Math.sin(t) * (0.85 + 0.15 * Math.cos(t * 4) + rnd.in(-0.08, 0.08)),
        ]);
      }
      g.at(-0.2, 0, 0.9, () => {
        rim.forEach((p, i) => {
          const q = rim[(i + 1) % rim.length],
            k = (v, s, y) => [v[0] * s, y, v[1] * s];
          g.quad(k(q, 1.16, 0.008), k(p, 1.16, 0.008), k(p, 1.02, 0.035), k(q, 1.02, 0.035), MAT.concrete, '#565350');
          g.quad(k(q, 1.02, 0.035), k(p, 1.02, 0.035), k(p, 0.9, 0.006), k(q, 0.9, 0.006), MAT.concrete, '#4a4642');
          for (const v of [k(p, 0.91, 0.014), k(q, 0.91, 0.014), [0, 0.014, 0]])
            g.vertex(v, [0, 1, 0], [0.05, 0.04, 0.028], v[0], v[2], MAT.water);
        });
        for (let i = 0; i < 70; i++) {
          const t = rnd() * 6.28,
            k = rnd.in(0.95, 1.9),
            s = rnd.in(0.012, 0.05);
          g.ball(
            [Math.cos(t) * 1.3 * k, s * 0.4 + 0.01, Math.sin(t) * 0.9 * k],
            s * 1.2,
            s * 0.6,
            s,
            MAT.asphalt,
            rnd.of(['#4b4845', '#5d5956', '#3c3a38']),
            3,
            0.28,
            i,
          );
        }
      });
    } else g.ground(-1.85, -0.5, 1.5, 2.2, 0.006, MAT.plain, '#48474a');
    g.floor(1.9, 0.012, -1.6, 0.7, 0.7, 'manhole');
    T.person(g, 2.1, -9.5, 0.15, { coat: '#4a6a8a', bag: '#b9474a' });
    T.scooter(g, open ? 2.2 : -0.6, open ? -14 : -7, -1.4, '#2b6f5a');
    T.person(g, -4.4, -10, Math.PI, { coat: '#8a3b46' });
    return {
      camera: eye(0.3, 1.5, 4.6, -0.15, 0.75, -6, 56, 0.18),
      light: light.grey({ sun: [0.4, 0.6, 0.3], sunColour: [1.1, 1.05, 0.95], soft: 0.06, cloud: 0.55, exposure: 0.7 }),
      mirror: 0.014,
      focus: [0, 4, -8],
      radius: 24,
    };
  };
}
function flood(g, a) {
  street(g, a, { wet: true, lamps: [{ x: 4.3, z: -14, ry: Math.PI }] });
  a.sign('梧桐苑小区', { bg: '#7d2a20', fg: '#f2d28a', w: 768, h: 150, serif: true });
  a.sign('南门', { w: 200, h: 90 });
  g.ground(-3.2, -11, 3.2, 5, 0.1, MAT.water, '#5a4c38');
  g.ground(-9, -7.6, -3.2, 5, 0.117, MAT.water, '#5a4c38');
  g.ground(3.2, -7.6, 9, 5, 0.117, MAT.water, '#5a4c38');
  for (const s of [-1, 1]) {
    g.box(s * 4.3, 0, -4.4, 1.2, 4.6, 1.2, MAT.brick, '#96513c');
    g.box(s * 4.3, 4.6, -4.4, 1.5, 0.2, 1.5, MAT.concrete, '#b0aaa0');
    g.box(s * 9, 0, -4.4, 8.2, 1.9, 0.3, MAT.brick, '#96513c');
  }
  g.box(0, 4.8, -4.4, 10.2, 1.15, 0.6, MAT.tile, '#7d2a20');
  g.decal(0, 5.38, -4.08, 6.2, 1.0, '梧桐苑小区#7d2a20');
  g.box(0, 5.95, -4.4, 10.8, 0.22, 1.1, MAT.concrete, '#b0aaa0');
  g.decal(4.3, 3.1, -3.78, 0.8, 0.36, '南门#1f5fa8');
  g.box(-2.7, 0, -3.4, 0.4, 1.1, 0.4, MAT.paint, '#d8a53c');
  g.at(
    -2.7,
    0.95,
    -3.2,
    () => {
      for (let i = 0; i < 8; i++) g.box(0.3 + i * 0.55, 0, 0, 0.55, 0.1, 0.06, MAT.plain, i % 2 ? '#e9e6df' : '#c0201c');
    },
    { rz: 1.05 },
  );
  T.scooter(g, 2.3, -5.8, -1.1, '#2b5f8a');
  const um = (x, z, c, coat, ry) => {
    T.person(g, x, z, ry, { coat, walk: 0.1 });
    g.cyl([x + 0.2, 1.0, z], [x + 0.1, 2.05, z], 0.012, 0.012, MAT.paint, '#555', 6);
    g.sheet(
      16,
      5,
      (u, v) => [x + 0.1 + Math.cos(-u * 6.283) * v * 0.62, 2.08 - v * v * 0.26, z + Math.sin(-u * 6.283) * v * 0.62],
      MAT.paint,
      c,
    );
  };
  um(0.7, -6.8, '#b9322d', '#3c4658', 0.1);
  um(-1.5, -10.5, '#2f6f8a', '#8a6a4a', Math.PI);
  for (let i = 0; i < 16; i++)
    T.bag(g, -3.2 + (i % 8) * 0.0 - 0.2 * (i % 3), 0.02 + 0.16 * Math.floor(i / 8), -2.9 + (i % 8) * 0.42, 0.24, i, '#b9ad92');
  return {
    camera: eye(0.1, 1.6, 4.6, 0, 1.7, -12, 58, 0.16),
    light: light.rain(),
    mirror: 0.1,
    focus: [0, 4, -10],
    radius: 25,
    film: { rain: 620, grain: 12, vignette: 0.42 },
  };
}
function header(g, a) {
  signs(a);
  a.sign('梧桐苑社区\n党群服务中心', { bg: '#a3231c', fg: '#f6dfa0', w: 640, h: 220 });
  g.ground(-200, -220, 200, 60, -0.03, MAT.grass, '#5f7340');
  N.hills(g, -150, 46, 4, '#93907e', -330, 330, 60);
  g.ground(-60, -14, 60, -8, 0.0, MAT.asphalt, '#7d7b80');
  g.ground(-4, -60, 4, -14, 0.0, MAT.asphalt, '#7d7b80');
  g.ground(-14, -7.6, 14, 14, 0.01, MAT.paver, '#b39b84');
  for (let r = 0; r < 3; r++)
    for (const [i, x] of [
      [0, -47],
      [1, -18.5],
      [2, 18.5],
      [3, 47],
    ])
      block(g, x, -19 - r * 26 - (i % 2) * 1.5, {
        bays: 8,
        units: [2, 5],
        seed: r * 7 + i,
        wall: ['#c6b392', '#a5634c', '#bda583', '#c9bb9c'][(i + r) % 4],
        kind: (i + r) % 4 === 1 ? MAT.brick : MAT.plaster,
        base: (i + r) % 4 === 1 ? '#e0d6c2' : '#8a4f3d',
        number: 'no' + (r * 4 + i + 1),
        detail: r < 2,
      });
  for (let i = 0; i < 10; i++) {
    const x = -33 + i * 7.3;
    if (Math.abs(x) > 3.5)
      N.tree(g, x, -6.4 - (i % 2) * 0.8, 8 + (i % 4) * 0.8, {
        seed: i + 3,
        n: 5200,
        leaf: 0.19,
        colours: i % 4 === 2 ? N.AUTUMN : N.GREEN,
      });
    N.tree(g, -40 + i * 9, -41, 10, { seed: i + 50, n: 1500, leaf: 0.34 });
  }
  for (const s of [-1, 1]) {
    N.hedge(g, s > 0 ? 4.2 : -14, s > 0 ? 14 : -4.2, -7, 0.8, 0.7, 5 + s);
    T.bench(g, s * 7, -4, 0);
    T.lamp(g, s * 4.4, -6, { ry: s > 0 ? Math.PI : 0 });
    g.ball([s * 10.5, 0, 1.5], 2.7, 0.4, 1.9, MAT.grass, '#5f7a35', 14);
    const rnd = random(8 + s);
    for (let i = 0; i < 150; i++) {
      const t = rnd() * 6.28,
        k = Math.sqrt(rnd()) * 0.92;
      N.leaves(
        g,
        [s * 10.5 + Math.cos(t) * k * 2.6, 0.42 * Math.sqrt(1 - k * k) + 0.12, 1.5 + Math.sin(t) * k * 1.8],
        [0.1, 0.1, 0.1],
        12,
        0.07,
        i % 3 ? ['#c9413f', '#d96a5a', '#5f8a35'] : ['#e0b84f', '#e8cf7a', '#5f8a35'],
        rnd,
        0.2,
      );
    }
  }
  T.car(g, -14, -11.8, 0, '#d4d6d8');
  T.scooter(g, 9, -9.4, 0, '#a8322d');
  T.person(g, -1.8, -1.5, 0.3, { coat: '#b8443f', walk: 0.2 });
  T.person(g, -1.1, -1.8, 0.2, { coat: '#e0b84f', h: 1.15 });
  T.person(g, 2.6, -4, Math.PI, { coat: '#3f5d7a', bag: '#6f8f7a' });
  T.person(g, 6.3, -2.9, -0.6, { coat: '#6d5a86', hair: '#b9b6b2', walk: 0.05 });
  T.person(g, 7.2, -3.0, 0.5, { coat: '#4a6a55', hair: '#8e8b88', walk: 0.05 });
  T.bicycle(g, -6.2, -2.6, 0.3);
  T.person(g, -9, -9.2, 1.4, { coat: '#345', legs: '#555' });
  return {
    size: [1600, 640],
    camera: eye(0, 6.6, 20, 0, 5.6, -20, 42, -0.02),
    light: light.golden([-0.6, 0.48, 0.55], { exposure: 0.56, fog: 0.0045 }),
    focus: [0, 4, -12],
    radius: 42,
  };
}
export const scenes = {
  'banner-estate': header,
  'firelane-before': fireLane(),
  'lamp-before': dusk(),
  'pothole-before': pothole(true),
  'pothole-after': pothole(false),
  flood: flood,
};
