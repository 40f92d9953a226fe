// Things of everyday in the yard of 梧桐苑: the bins, charging, the fitness corner, the door, the ramp.
import { MAT, random } from './mesh.js';
import { block, entrance, window_ } from './house.js';
import * as N from './nature.js';
import * as T from './street.js';
import * as light from './light.js';
import { signs } from './estate.js';

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
    KINDS.forEach((k, i) => g.at(-1.95 + i * 1.15, 0, 0.1, () => T.bin(g, 0, 0, k, { open: full ? [1.9, 0.35, 1.6, 0.6][i] : 0, ry: full ? [0.1, -0.06, 0.05, -0.14][i] : 0 }), { s: 1.18 }));
    g.box(2.45, 0, 0.2, 0.5, 1.0, 0.4, MAT.paint, steel);
    g.box(2.45, 1.0, 0.2, 0.56, 0.06, 0.46, MAT.paint, '#8f9496');
    if (full) overflow(g); else swept(g);
    return { camera: { eye: [0.5, 1.62, 6.6], to: [-0.1, 1.12, -1], fov: 46 }, light: light.sunny([0.5, 0.75, 0.6]), focus: [0, 3, -3], radius: 20 };
  };
}
function overflow(g) {
  const rnd = random(6), cols = ['#1d1f22', '#2b2d30', '#b8b4a8', '#7d3a34', '#d8d6cf', '#33465e', '#4a5a3a'];
  KINDS.forEach((k, i) => { for (let j = 0; j < 5; j++) T.bag(g, -1.95 + i * 1.15 + rnd.in(-0.2, 0.2), 1.02 + (j > 2 ? 0.2 : 0), 0.2 + rnd.in(-0.15, 0.2), rnd.in(0.14, 0.21), j + i * 7, rnd.of(cols)); });
  for (let i = 0; i < 24; i++) T.bag(g, rnd.in(-2.6, 2.5), rnd.in(-0.03, 0.02), rnd.in(0.75, 1.75), rnd.in(0.14, 0.3), i + 40, rnd.of(cols));
  for (let i = 0; i < 7; i++) T.bag(g, rnd.in(-1.8, 1.8), 0.3, rnd.in(0.75, 1.15), rnd.in(0.16, 0.24), i + 90, rnd.of(cols));
  T.carton(g, 1.55, 0, 1.5, 0.5, 0.4, 0.38); T.carton(g, 1.5, 0.38, 1.5, 0.36, -0.3, 0.26); T.carton(g, -2.7, 0, 1.3, 0.46, 0.8, 0.4);
  g.at(-0.4, 0.02, 2.15, () => { g.box(0, 0, 0, 0.6, 0.04, 0.42, MAT.plain, '#a97d4c'); }, { ry: 0.7 });
  for (let i = 0; i < 90; i++) {
    const x = rnd.in(-3, 3), z = 1.3 + rnd() * rnd() * 2.2;
    if (i % 3) g.ball([x, 0.02, z], rnd.in(0.02, 0.06), 0.02, rnd.in(0.02, 0.05), MAT.plain, rnd.of(['#c9c3b2', '#7a9a4a', '#b86a2a', '#e4e0d6', '#8a4f3d']), 4, 0.2, i);
    else g.at(x, 0.03, z, () => g.cyl([0, 0, 0], [0.19, 0, 0], 0.03, 0.028, MAT.glass, rnd.of(['#9fc4cf', '#a9b9a0', '#c9ccd0']), 8), { ry: rnd() * 6 });
  }
}
function swept(g) {
  g.ground(-2.8, 0.6, 2.6, 2.4, 0.004, MAT.paver, '#8f8279');
  g.at(3.3, 0, 0.1, () => { g.cyl([0, 0.2, 0], [0, 1.5, 0], 0.015, 0.015, MAT.wood, '#b08d5e', 7); g.box(0, 0, 0, 0.45, 0.26, 0.1, MAT.cloth, '#8f8a35'); }, { rx: -0.12 });
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
  N.hedge(g, -14, -7.2, 3.9, 0.7, 0.8, 4); N.hedge(g, -1.6, 10, 3.9, 0.7, 0.8, 5);
  N.tree(g, 0.9, 4.4, 8.6, { seed: 31, n: 9000, leaf: 0.12, clear: 0.3 });
  const park = [[-3.35, 2.3, 1.75, '#b3272d'], [-2.45, 2.4, 1.5, '#2b5f8a'], [-1.55, 2.25, 1.65, '#3b3d40'], [-6.9, 2.2, 1.45, '#d5d6d2']];
  for (const [x, z, ry, col] of park) T.scooter(g, x, z, ry, col);
  const cord = (p, q, r, drop, end) => { const pts = T.sag(g, p, q, drop, r, '#e9e4d8', 22); g.tube([pts[pts.length - 1], end], r, MAT.plain, '#e9e4d8', 6); };
  cord([-1.9, 4.55, 1.3], [-2.45, 1.25, 2.1], 0.019, 0.35, [-2.5, 0.62, 2.4]);
  cord([-1.35, 4.5, 1.3], [-3.3, 1.1, 2.15], 0.017, 0.55, [-3.4, 0.62, 2.45]);
  T.sag(g, [-1.1, 7.4, 1.3], [-1.55, 0.7, 2.4], 0.25, 0.017, '#c23a2c', 22);
  g.box(-2.48, 0.95, 2.2, 0.12, 0.34, 0.08, MAT.plain, '#f0eee8');
  for (const [x, z] of [[-2.9, 2.9], [-2.0, 2.85]]) { g.box(x, 0, z, 0.24, 0.11, 0.14, MAT.plain, '#1d1d1f'); T.sag(g, [x, 0.1, z], [x - 0.35, 0.55, 2.4], 0.2, 0.012, '#1d1d1f', 8); }
  T.person(g, -6.1, 5.0, 2.7, { coat: '#4a6a8a', bag: '#b9474a', walk: 0.22 }); T.person(g, -5.5, 5.1, 2.6, { coat: '#e0b84f', h: 1.12, walk: 0.2 });
  return { size: [1050, 1400], camera: { eye: [-4.9, 1.6, 11.6], to: [-3.4, 2.75, 0], fov: 52 }, light: light.sunny([0.55, 0.7, 0.6]), focus: [-3, 4, 2], radius: 17 };
}

function gym(loose) {
  return (g, a) => {
    signs(a);
    a.sign('小花园健身角', { bg: '#1f6f54', w: 560, h: 110 });
    g.ground(-80, -80, 80, 40, -0.02, MAT.grass, '#5f7340');
    g.ground(-5, -3.6, 5, 12, 0.0, MAT.plain, '#8f4f40');
    g.ground(-1.7, -1.7, 1.9, 1.7, 0.006, MAT.plain, '#557a5c');
    block(g, 4, -22, { bays: 9, seed: 15, wall: '#c5b79c', base: '#8a4f3d' });
    block(g, -28, -26, { bays: 7, seed: 17, wall: '#a5634c', kind: MAT.brick, base: '#e0d6c2' });
    for (const [i, x, z, h] of [[0, -6.4, -6, 8.5], [1, 5.8, -7, 9], [2, 11, -10, 9], [3, -12, -10, 9], [4, 0.5, -12, 8]]) N.tree(g, x, z, h, { seed: i + 60, n: i < 2 ? 9000 : 3500, leaf: i < 2 ? 0.12 : 0.2, colours: i % 2 ? N.AUTUMN : N.GREEN });
    N.hedge(g, -6, 6, -4.1, 0.8, 0.85, 11);
    T.bench(g, -3.3, -3.0, 0.15);
    g.box(3.3, 0, -3.1, 0.1, 2.0, 0.1, MAT.paint, '#2f4a3e'); g.box(3.3, 1.5, -3.05, 1.9, 0.5, 0.06, MAT.paint, '#1f6f54'); g.decal(3.3, 1.75, -3.0, 1.8, 0.38, '小花园健身角#1f6f54');
    walker(g, 2.9, -1.3); bars(g, -3.2, -0.9);
    twister(g, loose);
    N.litter(g, -4, -3, 4, 4, 70);
    return { camera: { eye: [1.15, 1.5, 3.7], to: [-0.05, 0.66, -0.4], fov: 48 }, light: light.sunny([-0.5, 0.7, 0.55]), focus: [0, 3, -3], radius: 18 };
  };
}
const YELLOW = '#d9a02c', BLUE = '#2b5f8a';
function twister(g, loose) {
  g.box(0, -0.06, 0, 1.0, 0.1, 1.0, MAT.concrete, '#a8a296');
  const bolt = (x, y, z, r) => { g.cyl([x, y, z], [x, y + 0.05, z], r, r, MAT.paint, loose ? '#8a4a2a' : '#d6d9db', 6); };
  const body = () => {
    g.cyl([0, 0, 0], [0, 0.025, 0], 0.22, 0.22, MAT.paint, loose ? '#7a5a3a' : '#8f9496', 24);
    g.cyl([0, 0, 0], [0, 1.32, 0], 0.06, 0.055, MAT.paint, YELLOW, 18); g.ball([0, 1.33, 0], 0.06, 0.05, 0.06, MAT.paint, YELLOW, 10);
    g.ring([0, 1.18, 0], 0.42, 0.02, MAT.paint, YELLOW, 'y', 36); g.cyl([0, 0.42, 0], [0, 0.9, 0], 0.075, 0.075, MAT.paint, BLUE, 18);
    for (let i = 0; i < 3; i++) {
      const t = 0.5 + i * 2.0944, x = Math.cos(t), z = Math.sin(t);
      g.cyl([0, 1.18, 0], [x * 0.42, 1.18, z * 0.42], 0.018, 0.018, MAT.paint, YELLOW, 8);
      g.tube([[0, 0.3, 0], [x * 0.5, 0.26, z * 0.5], [x * 0.66, 0.12, z * 0.66]], 0.035, MAT.paint, YELLOW, 10);
      g.at(x * 0.68, 0.13, z * 0.68, () => { g.cyl([0, 0, 0], [0, 0.05, 0], 0.19, 0.19, MAT.paint, BLUE, 26); g.cyl([0, 0.05, 0], [0, 0.056, 0], 0.15, 0.15, MAT.grain, '#2c2d30', 24); }, loose && i === 0 ? { rz: -0.5, rx: 0.35 } : {});
    }
  };
  if (!loose) { body(); for (let i = 0; i < 4; i++) bolt(Math.cos(i * 1.571 + 0.4) * 0.17, 0.02, Math.sin(i * 1.571 + 0.4) * 0.17, 0.028); return; }
  g.at(0.03, 0.045, 0, body, { rz: -0.17, rx: 0.07 });
  const rnd = random(3);
  for (let i = 0; i < 40; i++) { const t = rnd() * 6.28, k = rnd.in(0.2, 0.75), s = rnd.in(0.012, 0.045); g.ball([Math.cos(t) * k, 0.04 + s * 0.3, Math.sin(t) * k], s, s * 0.6, s, MAT.concrete, rnd.of(['#8d8a83', '#77736c', '#a8a296']), 4, 0.25, i); }
  for (let i = 0; i < 3; i++) g.quad([-0.5 + i * 0.3, 0.046, 0.5], [-0.46 + i * 0.3, 0.046, 0.5], [0.02 + i * 0.05, 0.046, 0.1], [0.0 + i * 0.05, 0.046, 0.1], MAT.plain, '#2c2a28');
  for (const [x, z, ry] of [[0.34, 0.36, 0.5], [-0.2, 0.6, 2], [0.62, 0.55, 1.2]]) g.at(x, 0.06, z, () => { g.cyl([0, 0, 0], [0.12, 0, 0], 0.014, 0.014, MAT.paint, '#8a4a2a', 8); g.cyl([0, 0, 0], [0.03, 0, 0], 0.03, 0.03, MAT.paint, '#7a4226', 6); }, { ry });
}
function walker(g, x, z) {
  g.at(x, 0, z, () => {
    for (const s of [-1, 1]) { g.tube([[s * 0.75, 0, 0], [s * 0.75, 1.15, 0]], 0.05, MAT.paint, BLUE, 12); g.tube([[s * 0.28, 1.1, 0], [s * 0.3, 0.2, s * 0.3]], 0.028, MAT.paint, YELLOW, 10); g.box(s * 0.3, 0.14, s * 0.3, 0.16, 0.05, 0.36, MAT.grain, '#2c2d30'); }
    g.tube([[-0.75, 1.12, 0], [0.75, 1.12, 0]], 0.05, MAT.paint, BLUE, 12); g.tube([[-0.45, 1.15, 0.3], [-0.45, 1.35, 0.35], [0.45, 1.35, 0.35], [0.45, 1.15, 0.3]], 0.02, MAT.paint, YELLOW, 8);
  }, { ry: -0.5 });
}
function bars(g, x, z) {
  for (const s of [-1, 1]) { for (const k of [-1, 1]) g.cyl([x + s * 0.35, 0, z + k * 0.7], [x + s * 0.35, 1.3, z + k * 0.7], 0.04, 0.04, MAT.paint, BLUE, 10); g.cyl([x + s * 0.35, 1.3, z - 0.95], [x + s * 0.35, 1.3, z + 0.95], 0.035, 0.035, MAT.paint, YELLOW, 10); }
}

const ADS = [['开锁换锁', '#f2d33c', '#b3271f'], ['疏通管道', '#ffffff', '#1f5fa8'], ['高价回收', '#f3a6b4', '#7a1230'], ['搬家', '#ffe9a0', '#1d1d1f'], ['空调加氟', '#a8dcf0', '#123a70'], ['家教', '#c8e6a8', '#1f5a2a'], ['急租房', '#ff9a50', '#3a1408'], ['办证', '#f8f8f4', '#1d1d1f']];
function stickers(g, a) {
  signs(a);
  const rnd = random(77);
  ADS.forEach(([t, bg, fg], i) => a.draw('ad' + i, 220, 130, (c, w, h) => {
    c.fillStyle = bg; c.fillRect(0, 0, w, h); c.fillStyle = fg; c.font = `bold ${t.length > 3 ? 48 : 62}px "Noto Sans CJK SC"`; c.textAlign = 'center'; c.fillText(t, w / 2, 62); c.font = 'bold 30px "Noto Sans CJK SC"'; c.fillText('1** **** ****', w / 2, 108); c.strokeStyle = fg; c.lineWidth = 4; c.strokeRect(5, 5, w - 10, h - 10);
  }));
  a.draw('scraped', 220, 130, (c, w, h) => { c.fillStyle = '#3f5c50'; c.fillRect(0, 0, w, h); c.fillStyle = '#d6d0c0'; for (let i = 0; i < 60; i++) c.fillRect(rnd() * w, rnd() * h, rnd() * 46, rnd() * 16); });
  g.ground(-80, -1, 80, 60, 0, MAT.paver, '#a29388');
  block(g, 0, 0, { bays: 8, units: [2, 5], seed: 25, wall: '#b9a98c', base: '#8a5b48' });
  const X = 4.95;
  for (let i = 0; i < 46; i++) { const w = rnd.in(0.17, 0.27), x = X + rnd.in(-0.66, 0.66), y = rnd.in(0.55, 2.05); g.at(x, y, 0.17 + i * 0.0008, () => g.decal(0, 0, 0, w, w * 0.6, i % 6 ? 'ad' + Math.floor(rnd() * 8) : 'scraped'), { rz: rnd.in(-0.2, 0.2) }); }
  for (let i = 0; i < 14; i++) { const s = i % 2 ? 1 : -1, w = rnd.in(0.14, 0.2); g.at(X + s * rnd.in(1.28, 1.42), rnd.in(0.6, 2.1), 0.915, () => g.decal(0, 0, 0, w, w * 0.62, 'ad' + (i % 8)), { rz: rnd.in(-0.15, 0.15) }); }
  for (let i = 0; i < 5; i++) g.at(X + rnd.in(-1, 1), 0.158, rnd.in(0.5, 1.6), () => g.floor(0, 0, 0, 0.2, 0.12, 'ad' + i), { ry: rnd() * 3 });
  N.bush(g, X - 3.2, 1.2, 0.7, 1.0, { seed: 5 }); N.bush(g, X + 3.2, 1.2, 0.8, 1.1, { seed: 6 });
  T.bicycle(g, X - 2.5, 1.9, 1.2);
  return { size: [1050, 1400], camera: { eye: [X + 0.55, 1.58, 5.0], to: [X - 0.02, 1.62, 0], fov: 49 }, light: light.grey({ sun: [0.35, 0.7, 0.6], sunColour: [0.9, 0.86, 0.78], exposure: 1.0, fog: 0.002 }), focus: [X, 2, 1], radius: 9 };
}

function ramp(g, a) {
  signs(a);
  a.sign('无障碍通道', { bg: '#1f5fa8', w: 400, h: 110 });
  g.ground(-80, -60, 80, 60, 0, MAT.paver, '#a29388'); g.ground(6.5, 0.3, 40, 2.6, 0.01, MAT.grass, '#5f7340'); g.ground(-40, 0.3, -2.2, 2.6, 0.01, MAT.grass, '#5f7340');
  g.box(0, 0, -3, 26, 8, 6, MAT.plaster, '#bfae90'); g.box(0, 0, -2.96, 26.1, 1.0, 6.05, MAT.stone, '#8a8378'); g.box(0, 3.4, 0.02, 26, 0.14, 0.14, MAT.plain, '#8a4f3d');
  for (const [i, x] of [[1, -4.2], [2, 3.9], [3, 7.4], [4, -7.6]]) { window_(g, x, 1.75, 0, 1.7, 1.4, { bars: true, seed: i }); window_(g, x, 4.5, 0, 1.7, 1.4, { seed: i + 8 }); }
  entrance(g, 0, 0, 2, { y: 0.45 });
  g.box(0, 0, 1.15, 3.5, 0.45, 2.3, MAT.concrete, '#a19b8f'); for (let i = 0; i < 2; i++) g.box(-0.3, 0, 2.45 + i * 0.3, 2.6, 0.3 - i * 0.15, 0.32, MAT.concrete, '#97928a');
  g.prism([[1.75, 0], [6.3, 0], [6.3, 0.01], [1.75, 0.45]], 0.75, 2.2, MAT.concrete, '#a39d92'); g.quad([1.75, 0.455, 2.2], [6.3, 0.016, 2.2], [6.3, 0.016, 2.08], [1.75, 0.455, 2.08], MAT.plain, '#d2a93a');
  const y = (x) => 0.45 * (6.3 - x) / 4.55, post = (x, z) => g.cyl([x, y(x), z], [x, y(x) + 0.95, z], 0.026, 0.026, MAT.paint, steel, 10), rail = (x0, x1, z, h) => g.cyl([x0, y(x0) + h, z], [x1, y(x1) + h, z], 0.028, 0.028, MAT.paint, steel, 10);
  for (const x of [1.9, 2.75, 3.6, 4.45, 5.3, 6.1]) post(x, 0.82);
  for (const h of [0.95, 0.55]) rail(1.9, 6.1, 0.82, h);
  for (const x of [1.9, 2.75, 5.3, 6.1]) post(x, 2.12);
  for (const h of [0.95, 0.55]) { rail(1.9, 2.9, 2.12, h); rail(5.15, 6.1, 2.12, h); }
  g.tube([[2.9, y(2.9) + 0.95, 2.12], [3.06, y(3) + 0.9, 2.16], [3.15, y(3) + 0.78, 2.24]], 0.028, MAT.paint, steel, 10);
  g.tube([[3.6, y(3.6), 2.12], [3.64, 0.55, 2.2], [3.8, 0.85, 2.5]], 0.026, MAT.paint, '#a3928a', 10);
  g.tube([[4.45, y(4.45), 2.12], [4.46, 0.28, 2.13]], 0.026, MAT.paint, '#8a5a3a', 10);
  g.at(3.2, 0.03, 2.75, () => { g.cyl([0, 0, 0], [1.9, 0, 0.1], 0.028, 0.028, MAT.paint, steel, 10); g.cyl([0.2, 0, 0.4], [1.7, 0.05, 0.22], 0.028, 0.028, MAT.paint, steel, 10); g.cyl([0.75, 0, 0.05], [0.8, 0, 0.38], 0.022, 0.022, MAT.paint, steel, 8); }, { ry: -0.18 });
  const rnd = random(8); for (let i = 0; i < 26; i++) { const s = rnd.in(0.012, 0.05); g.ball([rnd.in(3.2, 4.9), y(4) * 0.2 + s * 0.4 + (rnd() < 0.5 ? 0 : 0), rnd.in(2.25, 2.6)], s, s * 0.6, s, MAT.concrete, rnd.of(['#8d8a83', '#77736c']), 4, 0.25, i); }
  g.box(5.65, 1.5, 0.04, 1.0, 0.34, 0.04, MAT.plain, '#1f5fa8'); g.decal(5.65, 1.67, 0.07, 0.96, 0.3, '无障碍通道#1f5fa8');
  stroller(g, 5.25, 3.5, 2.7); N.bush(g, 7.6, 1.3, 0.7, 0.9, { seed: 9 }); N.bush(g, -3.2, 1.4, 0.8, 1.0, { seed: 10 });
  return { camera: { eye: [4.9, 1.58, 7.1], to: [2.75, 0.95, 0.9], fov: 47 }, light: light.sunny([0.5, 0.75, 0.65]), focus: [3, 2, 1], radius: 9.5 };
}
function stroller(g, x, z, ry) {
  g.at(x, 0, z, () => {
    for (const [px, pz] of [[-0.3, -0.22], [-0.3, 0.22], [0.32, -0.2], [0.32, 0.2]]) T.wheel(g, px, 0.13, pz, 0.13, 0.04);
    for (const s of [-0.22, 0.22]) { g.tube([[0.32, 0.13, s], [-0.05, 0.55, s], [-0.55, 1.02, s]], 0.014, MAT.paint, '#8f9496'); g.tube([[-0.3, 0.13, s], [0.05, 0.55, s], [0.25, 0.62, s]], 0.014, MAT.paint, '#8f9496'); }
    g.tube([[-0.55, 1.02, -0.22], [-0.58, 1.04, 0], [-0.55, 1.02, 0.22]], 0.018, MAT.plain, '#26262a');
    g.box(0.05, 0.42, 0, 0.5, 0.12, 0.4, MAT.cloth, '#3f5d8a'); g.at(-0.22, 0.45, 0, () => g.box(0, 0, 0, 0.08, 0.5, 0.4, MAT.cloth, '#3f5d8a'), { rz: 0.35 });
    g.sheet(10, 6, (u, v) => { const t = 0.5 + u * 1.7; return [-0.2 - Math.cos(t) * 0.42 + 0.12, 0.66 + Math.sin(t) * 0.34, (v - 0.5) * 0.42]; }, MAT.cloth, '#b9474a');
  }, { ry });
}
export const scenes = { 'bins-before': binsPlace(true), 'bins-after': binsPlace(false), charging, 'gym-before': gym(true), 'gym-after': gym(false), 'stickers-before': stickers, ramp };
