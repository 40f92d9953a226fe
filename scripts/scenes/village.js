// The village: the ditch, the firewood in the lane, the old locust tree on the square, and the wide picture.
import { MAT, random, tint } from './mesh.js';
import { cottage } from './house.js';
import * as N from './nature.js';
import * as T from './street.js';
import * as light from './light.js';

const EARTH = '#a98a62', FIELD = ['#7c8f45', '#b39a5a', '#6f8640', '#9a8650'];
const poplar = (g, x, z, h, seed, n = 3000, leaf = 0.15) => N.tree(g, x, z, h, { seed, wide: 0.13, clear: 0.16, n, leaf, trunk: 0.02, bark: '#a8a08c', colours: ['#c9a63c', '#b9932f', '#9a9a3c', '#d8b84a'] });

function land(g, low = -0.06) {
  g.ground(-300, -220, 300, 60, low, MAT.grass, '#77803f');
  N.hills(g, -110, 40, 3, '#b08d5e', -300, 300, 70);
  N.hills(g, -165, 62, 7, '#b59a72', -380, 380, 60);
}
/** A low wall of bricks along z, from z0 to z1. */
function wall(g, x, z0, z1, h = 1.7, col = '#96604a') {
  g.box(x, 0, (z0 + z1) / 2, 0.26, h, z1 - z0, MAT.brick, col);
  g.box(x, h, (z0 + z1) / 2, 0.4, 0.1, z1 - z0 + 0.1, MAT.plain, '#5b5d5c');
}
function pole(g, x, z, h = 7) {
  g.cyl([x, 0, z], [x, h, z], 0.13, 0.09, MAT.concrete, '#a29d92', 10);
  g.box(x, h - 0.5, z, 1.3, 0.08, 0.08, MAT.wood, '#6b5d4c');
}

function ditch(g) {
  land(g, -1.5);
  g.ground(-60, -110, 0.4, 30, 0, MAT.loess, EARTH);
  g.ground(-4.6, -110, -0.7, 30, 0.02, MAT.concrete, '#a39d90');
  g.ground(2.6, -110, 60, 30, 0, MAT.loess, EARTH);
  for (const [x, s] of [[0.4, 1], [2.6, -1]]) {
    g.quad([x, 0.06, 30], [x, 0.06, -110], [x + s * 0.22, -0.8, -110], [x + s * 0.22, -0.8, 30], MAT.stone, '#8a8378', [0, 0, 140, 0, 140, 1, 0, 1]);
    g.box(x - s * 0.16, -0.02, -40, 0.34, 0.1, 140, MAT.concrete, '#9c968a');
  }
  g.ground(0.4, -110, 2.6, 30, -0.46, MAT.water, '#16180f');
  const rnd = random(14), scum = ['#4a5220', '#3c4419', '#5a5a2c', '#2a2c1a'];
  for (let i = 0; i < 260; i++) { const z = rnd.in(-30, 4), x = rnd() < 0.5 ? 0.66 + rnd() * rnd() * 0.9 : 2.36 - rnd() * rnd() * 0.9, s = rnd.in(0.04, 0.2); g.ball([x, -0.455, z], s, 0.012, s * 1.3, MAT.grass, rnd.of(scum), 5, 0.12, i); }
  for (let i = 0; i < 14; i++) T.bag(g, rnd.in(0.7, 2.3), -0.55, 3.2 - i * 1.5 + rnd.in(-0.5, 0.5), rnd.in(0.13, 0.26), i, rnd.of(['#d8d6cf', '#7d3a34', '#1d1f22', '#33465e', '#b8b4a8']));
  for (let i = 0; i < 46; i++) g.at(rnd.in(0.65, 2.35), -0.43, 3.5 - rnd() * 16, () => g.cyl([0, 0, 0], [0.2, 0, 0], 0.032, 0.03, MAT.glass, rnd.of(['#9fc4cf', '#a9b9a0', '#c9ccd0', '#5f8a35']), 8), { ry: rnd() * 6 });
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
  T.sag(g, [-0.95, 6.6, -7], [-0.95, 6.6, -31], 0.5, 0.012, '#26282a'); T.sag(g, [-0.95, 6.6, -7], [-0.95, 7.2, 14], 0.5, 0.012, '#26282a');
  T.person(g, -2.6, -11.5, 2.9, { coat: '#7a4a52', bag: '#4a6a55', hair: '#8e8b88' });
  return { camera: { eye: [0.15, 1.62, 5.6], to: [0.95, 0.75, -8], fov: 54 }, light: light.grey({ sun: [0.4, 0.7, 0.5], sunColour: [1.15, 1.05, 0.9], soft: 0.05, cloud: 0.5, exposure: 0.68, fog: 0.005 }), mirror: -0.46, focus: [0, 3, -9], radius: 24 };
}

const STRAW = ['#b3925a', '#a3824a', '#c4a468', '#8f7142', '#9a7b52'];
/** Stalks thrown down over an ellipse. */
function heap(g, x, z, rx, rz, h, n, seed) {
  const rnd = random(seed);
  g.ball([x, 0, z], rx * 0.8, h * 0.75, rz * 0.8, MAT.grass, '#8a6c40', 14, 0.1, seed);
  for (let i = 0; i < n; i++) {
    const t = rnd() * 6.283, k = Math.sqrt(rnd()), px = x + Math.cos(t) * k * rx, pz = z + Math.sin(t) * k * rz, y = h * (1 - k * k) * rnd.in(0.85, 1.1) + 0.04, a = rnd() * 6.283, l = rnd.in(0.4, 0.95), d = rnd.in(-0.35, 0.35);
    g.cyl([px - Math.cos(a) * l, Math.max(0.03, y - d * l), pz - Math.sin(a) * l], [px + Math.cos(a) * l, Math.max(0.03, y + d * l), pz + Math.sin(a) * l], rnd.in(0.009, 0.03), 0.007, MAT.wood, tint(rnd.of(STRAW), rnd.in(0.7, 1.15)), 5, false);
  }
}
/** Stalks laid neatly on one another along z. */
function stack(g, x, z, w, l, h, seed) {
  const rnd = random(seed);
  g.box(x, 0, z, w - 0.1, h - 0.05, l - 0.1, MAT.grass, '#6f5734');
  for (let y = 0.06; y < h; y += 0.085) for (const s of [-1, 1]) { const p = x + s * (w / 2 - 0.03); g.cyl([p, y, z - l / 2 + rnd.in(-0.08, 0.08)], [p, y + rnd.in(-0.02, 0.02), z + l / 2 + rnd.in(-0.08, 0.1)], 0.045, 0.04, MAT.wood, rnd.of(STRAW), 7); }
  for (let y = 0.06; y < h; y += 0.08) for (let q = x - w / 2 + 0.05; q < x + w / 2; q += 0.085) { const r = rnd.in(0.032, 0.045); g.cyl([q, y, z + l / 2 - 0.2], [q, y, z + l / 2 + rnd.in(0, 0.1)], r, r, MAT.wood, tint(rnd.of(STRAW), rnd.in(0.8, 1.3)), 8); }
  for (let q = x - w / 2; q < x + w / 2; q += 0.07) g.cyl([q, h + rnd.in(-0.02, 0.03), z - l / 2], [q, h + rnd.in(-0.02, 0.03), z + l / 2], 0.04, 0.036, MAT.wood, rnd.of(STRAW), 6);
  for (const k of [-0.3, 0.3]) g.box(x, 0, z + k * l, w + 0.05, h + 0.06, 0.05, MAT.cloth, '#b9474a');
}
function trike(g, x, z, ry) {
  g.at(x, 0, z, () => {
    T.wheel(g, 0.95, 0.28, 0, 0.28, 0.08); for (const s of [-0.5, 0.5]) T.wheel(g, -0.6, 0.28, s, 0.28, 0.09);
    g.box(-0.65, 0.42, 0, 1.5, 0.06, 1.0, MAT.paint, '#2b5f8a'); for (const s of [-0.5, 0.5]) g.box(-0.65, 0.48, s, 1.5, 0.34, 0.04, MAT.paint, '#2b5f8a'); for (const px of [-1.4, 0.1]) g.box(px, 0.48, 0, 0.04, 0.34, 1.0, MAT.paint, '#2b5f8a');
    g.prism([[0.1, 0.3], [0.7, 0.3], [0.95, 0.95], [0.8, 1.0], [0.5, 0.42], [0.1, 0.42]], -0.18, 0.18, MAT.paint, '#2b5f8a'); g.box(0.25, 0.6, 0, 0.4, 0.14, 0.4, MAT.plain, '#26262a');
    g.tube([[0.72, 1.12, -0.36], [0.84, 1.06, 0], [0.72, 1.12, 0.36]], 0.02, MAT.plain, '#222'); g.ball([0.98, 0.86, 0], 0.06, 0.09, 0.1, MAT.glass, '#dfe6e8', 8);
    for (let i = 0; i < 5; i++) T.bag(g, -1.1 + i * 0.25, 0.45, (i % 2) * 0.4 - 0.2, 0.24, i, '#c9bda0');
  }, { ry });
}
function lane(full) {
  return (g, a) => {
    a.sign('东巷', { bg: '#1f5fa8', w: 220, h: 100 }); a.sign('1号', { bg: '#1f5fa8', w: 160, h: 100 });
    land(g);
    g.ground(-60, -100, 60, 30, 0, MAT.loess, EARTH); g.ground(-2.5, -100, 2.3, 30, 0.015, MAT.concrete, '#a8a296'); g.ground(-60, -13, 60, -9, 0.02, MAT.concrete, '#a39d90');
    wall(g, -4.2, -8.6, 8, 2.2); wall(g, 4.6, -8.6, 8, 2.1, '#8f6a55');
    cottage(g, -9.6, -3, { ry: Math.PI / 2, seed: 3, w: 10 }); cottage(g, 10.2, -4, { ry: -Math.PI / 2, seed: 5, w: 9.5, corn: false });
    g.at(-4.05, 0, -5.5, () => { g.box(0, 0, 0, 2.3, 2.6, 0.5, MAT.tile, '#8d5a48'); g.box(0, 2.6, 0, 2.9, 0.16, 1.0, MAT.roof, '#5b5d5c'); for (const s of [-1, 1]) { g.decal(s * 0.44, 1.1, 0.27, 0.86, 2.1, 'door-red'); g.decal(s * 1.02, 1.25, 0.27, 0.2, 1.5, s < 0 ? 'left' : 'right'); } g.decal(0, 2.34, 0.27, 1.3, 0.26, 'top'); }, { ry: Math.PI / 2 });
    g.decal(-4.05, 1.75, -2.9, 0.5, 0.24, '东巷#1f5fa8', Math.PI / 2); g.decal(-4.05, 1.7, -4.0, 0.34, 0.22, '1号#1f5fa8', Math.PI / 2);
    for (let i = 0; i < 4; i++) { cottage(g, -13 - i * 13, -17.5, { seed: i + 20, w: 10 }); cottage(g, 9 + i * 13, -17, { seed: i + 30, w: 10, corn: i % 2 === 0 }); }
    for (let i = 0; i < 8; i++) poplar(g, -22 + i * 6.2, -27, 12 + (i % 3) * 1.2, i + 1, 1800, 0.24);
    N.tree(g, 3.55, -7.6, 6.2, { seed: 45, n: 2600, leaf: 0.12, colours: N.AUTUMN }); N.fruits(g, 3.55, 4.3, -7.6, 1.7, 60);
    pole(g, 3.2, -11.2); T.sag(g, [3.75, 6.6, -11.2], [3.9, 7.4, 14], 0.6, 0.012, '#26282a'); T.sag(g, [2.65, 6.6, -11.2], [2.6, 7.4, 14], 0.6, 0.012, '#26282a');
    N.blades(g, -4.0, -8, -2.6, 5, 1500, 0.14, 4, ['#8a8a45', '#a89a55']); N.blades(g, 2.5, -8, 4.4, 5, 2200, 0.16, 5, ['#8a8a45', '#6f8f3c', '#a89a55']);
    if (full) { heap(g, -1.6, -2.6, 2.3, 2.0, 1.35, 1500, 5); heap(g, 0.75, -3.6, 1.6, 1.5, 0.85, 800, 6); heap(g, 0.3, -0.9, 1.3, 0.7, 0.18, 220, 8); trike(g, 0.7, -9.4, -1.5); T.person(g, 1.8, -8.7, -0.2, { coat: '#3f5d7a', hair: '#8e8b88', walk: 0.05 }); }
    else { stack(g, -3.4, -1.9, 1.0, 3.4, 1.25, 7); stack(g, 3.75, -3.2, 0.95, 3.0, 1.05, 9); trike(g, 0.6, -5.4, -1.45); T.person(g, -1.4, -8.7, 2.8, { coat: '#a3473f', bag: '#6f8f7a' }); N.litter(g, -2.4, -4, 2, 2, 40, STRAW); }
    return { camera: { eye: [0.35, 1.66, 5.4], to: [-0.15, 1.05, -6], fov: 54 }, light: light.sunny([0.5, 0.62, 0.45], { fog: 0.003 }), focus: [0, 3, -7], radius: 23 };
  };
}

function oldtree(g, a) {
  a.sign('古槐\n国家二级保护古树', { bg: '#7d2a20', fg: '#f2d28a', w: 480, h: 240, serif: true }); a.sign('文化广场', { bg: '#7d2a20', fg: '#f2d28a', w: 480, h: 120, serif: true });
  land(g);
  g.ground(-60, -100, 60, 30, 0, MAT.loess, EARTH); g.ground(-14, -12, 14, 20, 0.01, MAT.paver, '#a8937c');
  for (let i = 0; i < 4; i++) cottage(g, -21 + i * 13.5, -16.5, { seed: i + 4, w: 11, corn: i % 2 === 0 });
  for (let i = 0; i < 9; i++) poplar(g, -26 + i * 6.4, -27, 13 + (i % 3), i + 1, 1600, 0.26);
  const bark = '#5d5144';
  g.tube([[0, -0.1, 0], [0.1, 0.6, 0], [0.0, 1.5, 0.05], [0.25, 2.6, 0], [0.1, 3.6, -0.1]], [1.05, 0.78, 0.68, 0.64, 0.6], MAT.wood, bark, 22);
  for (let i = 0; i < 9; i++) { const t = i * 0.7; g.tube([[Math.cos(t) * 0.6, 0.7, Math.sin(t) * 0.6], [Math.cos(t) * 0.95, 0.15, Math.sin(t) * 0.95], [Math.cos(t) * 1.5, -0.08, Math.sin(t) * 1.5]], [0.2, 0.2, 0.08], MAT.wood, bark, 8); }
  const rnd = random(5), twig = (p, r, n, lf) => N.leaves(g, p, [r, r * 0.62, r], n, lf, ['#6f8a3a', '#7f9440', '#5a7a34', '#a39a3c', '#8a9a45'], rnd, 0.25);
  const bough = (pts, rad, ends) => { g.tube(pts, rad, MAT.wood, bark, 10); const e = pts[pts.length - 1]; for (let i = 0; i < ends; i++) { const q = [e[0] + rnd.in(-1.6, 1.6), e[1] + rnd.in(-0.3, 1.5), e[2] + rnd.in(-1.4, 1.4)]; g.tube([e, [(e[0] + q[0]) / 2, (e[1] + q[1]) / 2 - 0.1, (e[2] + q[2]) / 2], q], [rad[rad.length - 1], 0.05, 0.02], MAT.wood, bark, 6); twig(q, rnd.in(1.0, 1.5), 620, 0.12); } };
  bough([[0.1, 3.4, 0], [-1.6, 4.6, 0.3], [-3.4, 5.6, 0.2]], [0.4, 0.28, 0.16], 6);
  bough([[0.1, 3.5, -0.1], [-0.5, 5.4, -0.6], [-0.9, 7.4, -0.8]], [0.44, 0.3, 0.16], 7);
  bough([[0.1, 3.5, 0], [1.3, 5.3, -0.9], [2.2, 7.0, -1.4]], [0.38, 0.26, 0.14], 6);
  bough([[0.1, 3.3, -0.2], [-1.8, 4.6, -2.2], [-3, 5.9, -3.4]], [0.34, 0.22, 0.12], 5);
  bough([[0.2, 2.9, 0.1], [1.7, 3.55, 0.5], [3.4, 3.35, 0.9], [4.9, 2.5, 1.2], [5.9, 1.75, 1.3]], [0.42, 0.36, 0.28, 0.18, 0.09], 4);
  for (const [x, y, z] of [[4.3, 2.3, 1.2], [5.2, 1.6, 1.0], [6.3, 1.2, 1.5], [3.6, 3.9, 0.4]]) twig([x, y, z], 0.9, 420, 0.11);
  g.tube([[1.15, 3.42, 0.92], [1.5, 3.62, 0.96], [1.9, 3.62, 1.0]], 0.03, MAT.plain, '#d8b58a', 6);
  for (let i = 0; i < 20; i++) { const t = (i / 20) * 6.283; g.at(Math.cos(t) * 2.3, 0, Math.sin(t) * 2.3, () => g.box(0, 0, 0, 0.3, 0.46, 0.72, MAT.stone, '#9a938a'), { ry: -t }); }
  g.ring([0, 1.75, 0.03], 0.7, 0.06, MAT.cloth, '#b9281f', 'y', 28); g.box(0.2, 1.2, 0.72, 0.14, 0.55, 0.02, MAT.cloth, '#b9281f');
  g.at(-2.4, 0, 2.3, () => { g.box(0, 0, 0, 1.5, 0.5, 0.32, MAT.stone, '#8a8378'); g.box(0, 0.5, 0, 1.36, 0.85, 0.2, MAT.concrete, '#6d5f52'); g.decal(0, 0.94, 0.11, 1.24, 0.66, '古槐\n国家二级保护古树#7d2a20'); }, { ry: 0.3 });
  g.at(3.2, 0, -2.4, () => { g.cyl([0, 0, 0], [0, 0.68, 0], 0.22, 0.28, MAT.stone, '#9a938a', 16); g.cyl([0, 0.68, 0], [0, 0.78, 0], 0.62, 0.62, MAT.stone, '#a39d90', 24); for (let i = 0; i < 4; i++) g.cyl([Math.cos(i * 1.57) * 1.05, 0, Math.sin(i * 1.57) * 1.05], [Math.cos(i * 1.57) * 1.05, 0.42, Math.sin(i * 1.57) * 1.05], 0.2, 0.2, MAT.stone, '#9a938a', 14); });
  T.bench(g, -6, -3.5, 0.4); N.litter(g, -6, -3, 7, 7, 260, ['#a39a3c', '#c9a63c', '#8a9a45']);
  T.person(g, 2.1, 3.3, 2.4, { coat: '#3f5d7a', hair: '#8e8b88', walk: 0.05 }); T.person(g, -4.6, -5.6, 0.9, { coat: '#7a4a52', hair: '#b9b6b2', walk: 0.05 });
  return { camera: { eye: [2.3, 1.66, 11.2], to: [1.1, 2.75, 0], fov: 52 }, light: light.sunny([0.6, 0.62, 0.5], { fog: 0.003 }), focus: [0, 3, -3], radius: 19 };
}

function header(g) {
  land(g);
  g.ground(-300, -112, 300, 60, -0.03, MAT.loess, '#a48a5e');
  const rnd = random(31);
  for (let r = 0; r < 5; r++) for (let c = 0; c < 11; c++) { const x = -88 + c * 16.4, z = -58 - r * 10; g.ground(x, z, x + 15.6, z + 9.2, 0, MAT.grass, rnd.of(FIELD)); }
  for (const z of [-8, -34]) g.ground(-120, z - 2, 120, z + 2, 0.02, MAT.concrete, '#b3ab9c');
  for (const x of [-31, 1, 33]) g.ground(x - 1.7, -56, x + 1.7, -6, 0.03, MAT.concrete, '#b3ab9c');
  for (let r = 0; r < 2; r++) for (let c = 0; c < 9; c++) {
    const x = -55.5 + c * 13.6 + (r % 2) * 1.4, z = -16 - r * 25;
    if ([-31, 1, 33].some((q) => Math.abs(x - q) < 6.6)) continue;
    cottage(g, x, z, { seed: r * 9 + c, w: 10.4, corn: (c + r) % 2 === 0, wall: rnd.of(['#e2ddd0', '#d9cdb4', '#e6e0d2']) });
    if (r < 2) { wall(g, x - 6, z + 1, z + 6, 1.3); wall(g, x + 6, z + 1, z + 6, 1.3); }
    N.tree(g, x + 4.2, z + 5, rnd.in(4, 6), { seed: c + r * 20, n: 1400, leaf: 0.18, colours: c % 3 ? N.AUTUMN : N.GREEN });
  }
  for (let i = 0; i < 22; i++) poplar(g, -82 + i * 7.6, -52 - (i % 3), 12 + (i % 4), i + 1, 900, 0.3);
  for (let i = 0; i < 14; i++) N.tree(g, -70 + i * 11, -80 - (i % 4) * 4, 5, { seed: i + 80, n: 500, leaf: 0.34, colours: N.AUTUMN });
  g.ground(-24, -5, 20, 14, 0.02, MAT.concrete, '#b9b0a0');
  for (const [x, z, w, d] of [[-13, 2.6, 7, 4.4], [-4.4, 3, 6, 4]]) { g.box(x, 0.02, z, w, 0.05, d, MAT.grain, '#d9a02c'); g.ball([x - w / 2 - 0.8, 0, z - 1], 1, 0.6, 0.9, MAT.grain, '#d9a02c', 10, 0.05); }
  N.tree(g, 10.5, 1.2, 6.4, { seed: 45, n: 3600, leaf: 0.15, colours: N.AUTUMN }); N.fruits(g, 10.5, 4.5, 1.2, 2.0, 90);
  N.tree(g, -21.5, 3, 9, { seed: 46, n: 5200, leaf: 0.19, wide: 0.5 }); N.hedge(g, 14, 30, 3, 0.7, 0.6, 3);
  trike(g, 4.6, -1.6, 0.4); T.person(g, -8.6, 1.2, 0.6, { coat: '#a3473f', walk: 0.05 }); T.person(g, -1, 0.4, -0.8, { coat: '#3f5d7a', walk: 0.1 }); T.person(g, 2.4, 3.8, 2.6, { coat: '#e0b84f', h: 1.15 }); T.person(g, 3.1, 3.9, 2.6, { coat: '#6d5a86' });
  return { size: [1600, 640], camera: { eye: [-2, 8.6, 20], to: [-2, 5.6, -20], fov: 36, shift: -0.02 }, light: light.golden([-0.62, 0.5, 0.5], { exposure: 0.66, fog: 0.0022 }), focus: [-2, 4, -16], radius: 44 };
}
export const scenes = { 'ditch-before': ditch, 'firewood-before': lane(true), 'firewood-after': lane(false), oldtree, 'banner-village': header };
