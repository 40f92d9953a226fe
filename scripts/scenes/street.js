// Things that stand about: lamps, cars, scooters, bicycles, bins, benches, boxes, people.
import { MAT, random, rgb, tint } from './mesh.js';

export function lamp(g, x, z, { h = 5.2, on = false, broken = false, ry = 0, y = 0 } = {}) {
  g.at(x, y, z, () => {
    g.box(0, 0, 0, 0.42, 0.12, 0.42, MAT.concrete, '#8d8a83'); g.cyl([0, 0.1, 0], [0, 0.9, 0], 0.1, 0.085, MAT.paint, '#2f4239');
    g.cyl([0, 0.9, 0], [0, h, 0], 0.065, 0.05, MAT.paint, '#2f4239'); g.decal(0, 1.25, 0.09, 0.13, 0.2, 'lamp-tag');
    const arm = [0, 1, 2, 3, 4, 5].map((i) => [i * 0.24, h + Math.sin((i / 5) * 1.5) * 0.5, 0]); g.tube(arm, 0.04, MAT.paint, '#2f4239');
    g.at(1.25, h + 0.48, 0, () => {
      g.ball([0.12, 0, 0], 0.42, 0.12, 0.19, MAT.paint, '#3b4d44', 10);
      if (!broken) g.ball([0.16, -0.06, 0], 0.3, 0.1, 0.14, on ? MAT.glow : MAT.glass, on ? '#ffe0a0' : '#b9bdb4', 8);
    }, { rz: broken ? -1.15 : 0 });
    if (broken) g.tube([[1.2, h + 0.45, 0], [1.3, h - 0.1, 0.05], [1.22, h - 0.45, 0.02], [1.34, h - 0.72, 0]], 0.014, MAT.plain, '#1b1b1b');
  }, { ry });
}
export function wheel(g, x, y, z, r, w = 0.07) {
  g.ring([x, y, z], r - w / 2, w / 2, MAT.plain, '#1c1c1d', 'z', 24); g.ring([x, y, z], r - w - 0.01, 0.014, MAT.paint, '#b9bdc0', 'z', 24);
  g.cyl([x, y, z - 0.05], [x, y, z + 0.05], 0.05, 0.05, MAT.paint, '#8b8f92', 10);
  for (let i = 0; i < 10; i++) { const a = (i / 10) * 6.283; g.cyl([x, y, z], [x + Math.cos(a) * (r - w), y + Math.sin(a) * (r - w), z], 0.005, 0.005, MAT.paint, '#c5c8ca', 4, false); }
}
export function scooter(g, x, z, ry, col = '#b3272d', { seat = '#26262a', rz = 0, y = 0 } = {}) {
  g.at(x, y, z, () => {
    wheel(g, -0.62, 0.23, 0, 0.23, 0.1); wheel(g, 0.62, 0.23, 0, 0.23, 0.1);
    g.box(0.05, 0.24, 0, 0.62, 0.09, 0.3, MAT.plain, '#2c2d30');
    g.prism([[-0.9, 0.5], [-0.25, 0.3], [-0.12, 0.34], [-0.18, 0.68], [-0.85, 0.72]], -0.13, 0.13, MAT.paint, col);
    g.ball([-0.55, 0.6, 0], 0.4, 0.17, 0.17, MAT.paint, col, 10); g.ball([-0.48, 0.78, 0], 0.4, 0.075, 0.15, MAT.plain, seat, 10);
    g.prism([[0.32, 0.28], [0.44, 0.28], [0.62, 0.92], [0.5, 0.95]], -0.17, 0.17, MAT.paint, col); g.ball([0.6, 0.42, 0], 0.24, 0.1, 0.1, MAT.paint, col, 8);
    g.ball([0.6, 0.86, 0], 0.13, 0.14, 0.14, MAT.paint, tint(col, 1.1), 8); g.ball([0.7, 0.88, 0], 0.06, 0.08, 0.09, MAT.glass, '#dfe6e8', 8);
    g.tube([[0.66, 0.25, 0.06], [0.5, 0.95, 0.03], [0.47, 1.08, 0]], 0.026, MAT.paint, '#4b4e51'); g.tube([[0.36, 1.12, -0.34], [0.48, 1.1, -0.15], [0.48, 1.1, 0.15], [0.36, 1.12, 0.34]], 0.02, MAT.plain, '#222');
    for (const s of [-1, 1]) { g.tube([[0.42, 1.12, s * 0.26], [0.44, 1.3, s * 0.32]], 0.008, MAT.plain, '#222'); g.ball([0.44, 1.33, s * 0.33], 0.02, 0.045, 0.07, MAT.glass, '#5c6468', 6); }
    g.tube([[-0.9, 0.75, -0.1], [-1.0, 0.82, 0], [-0.9, 0.75, 0.1]], 0.016, MAT.paint, '#c5c8ca'); g.box(-0.96, 0.62, 0, 0.05, 0.08, 0.16, MAT.paint, '#c0201c');
    g.cyl([0.05, 0.26, 0.1], [-0.05, 0, 0.26], 0.014, 0.014, MAT.plain, '#333');
  }, { ry, rz });
}
export function bicycle(g, x, z, ry, col = '#28584f', { rx = 0, y = 0 } = {}) {
  g.at(x, y, z, () => {
    wheel(g, -0.52, 0.33, 0, 0.33, 0.035); wheel(g, 0.52, 0.33, 0, 0.33, 0.035);
    const f = (...p) => g.tube(p, 0.018, MAT.paint, col);
    f([-0.52, 0.33, 0], [-0.08, 0.3, 0], [0.36, 0.78, 0], [-0.18, 0.8, 0], [-0.08, 0.3, 0]); f([-0.52, 0.33, 0], [-0.18, 0.78, 0], [-0.2, 0.92, 0]); f([0.52, 0.33, 0], [0.38, 0.76, 0], [0.34, 0.98, 0]);
    g.tube([[0.2, 0.98, -0.28], [0.36, 1, -0.1], [0.36, 1, 0.1], [0.2, 0.98, 0.28]], 0.014, MAT.paint, '#c5c8ca'); g.ball([-0.22, 0.95, 0], 0.15, 0.045, 0.08, MAT.plain, '#2a211c', 8);
    g.cyl([-0.08, 0.3, -0.03], [-0.08, 0.3, 0.03], 0.09, 0.09, MAT.paint, '#7c8083', 14); g.tube([[-0.7, 0.74, -0.07], [-0.3, 0.76, -0.07]], 0.01, MAT.paint, '#999'); g.tube([[-0.7, 0.74, 0.07], [-0.3, 0.76, 0.07]], 0.01, MAT.paint, '#999');
    for (const yy of [0.62, 0.7, 0.78, 0.86]) g.ring([0.6, yy, 0], 0.14, 0.006, MAT.paint, '#9a9da0', 'y', 12);
    for (let i = 0; i < 12; i++) { const a = i * 0.5236; g.cyl([0.6 + Math.cos(a) * 0.12, 0.6, Math.sin(a) * 0.12], [0.6 + Math.cos(a) * 0.14, 0.87, Math.sin(a) * 0.14], 0.004, 0.004, MAT.paint, '#9a9da0', 4, false); }
  }, { ry, rx });
}
/** A small car 4.3 m long, its front to +x, lofted from cross sections. */
export function car(g, x, z, ry, col = '#c9ccd0') {
  const st = [[-2.1, .42, .62, .64, .62], [-2.06, .3, .82, .86, .76], [-1.75, .24, .95, 1.0, .83], [-1.15, .22, .97, 1.36, .86], [-.6, .22, .97, 1.47, .87], [.1, .22, .96, 1.47, .87], [.55, .22, .95, 1.3, .87], [1.1, .22, .93, .97, .87], [1.6, .23, .86, .9, .84], [1.98, .28, .72, .75, .74], [2.12, .4, .55, .57, .6]];
  const line = (u) => { const f = Math.min(u * (st.length - 1), st.length - 1.0001), i = Math.floor(f), t = f - i; return st[i].map((v, k) => v + (st[i + 1][k] - v) * t); };
  const at = (u, v) => { const [px, lo, be, to, hw] = line(u), a = v * 2 - 1, s = Math.abs(a), sg = Math.sign(a) || 1; let y, w;
    if (s > 0.55) { const t = (1 - s) / 0.45; y = lo + (be - lo) * t; w = hw * (0.93 + 0.07 * Math.sin(t * 3.1)); } else { const t = 1 - s / 0.55, r = Math.pow(t, 0.75); y = be + (to - be) * Math.sin(r * 1.5708); w = hw * (1 - 0.26 * r) * (t > 0.55 ? (1 - t) / 0.45 : 1); }
    return [px, y, -w * sg]; };
  g.at(x, 0, z, () => {
    g.sheet(60, 44, at, MAT.paint, col, (u, v) => { const f = u * 10, s = Math.abs(v * 2 - 1), side = s > 0.3 && s < 0.53 && f > 2.75 && f < 6.6 && Math.abs(f - 4.75) > 0.12, front = f > 5.35 && f < 6.75 && s < 0.3, back = f > 2.2 && f < 3.0 && s < 0.3; return side || front || back ? [0.012, 0.016, 0.018] : rgb(col); });
    for (const px of [-1.3, 1.32]) for (const s of [-1, 1]) { g.cyl([px, 0.31, s * 0.68], [px, 0.31, s * 0.875], 0.31, 0.31, MAT.plain, '#1b1b1c', 22); g.cyl([px, 0.31, s * 0.8], [px, 0.31, s * 0.89], 0.2, 0.19, MAT.paint, '#a4a7aa', 14); }
    for (const s of [-1, 1]) { g.ball([1.93, 0.62, s * 0.56], 0.12, 0.07, 0.15, MAT.glass, '#dfe5e8', 8); g.ball([-2.02, 0.75, s * 0.6], 0.07, 0.09, 0.13, MAT.paint, '#a3191a', 8); g.ball([0.75, 1.0, s * 0.95], 0.1, 0.07, 0.1, MAT.paint, col, 6); }
    g.box(2.06, 0.36, 0, 0.1, 0.14, 0.8, MAT.plain, '#26282a'); g.decal(2.16, 0.45, 0, 0.44, 0.14, 'plate', Math.PI / 2); g.decal(-2.14, 0.58, 0, 0.44, 0.14, 'plate', -Math.PI / 2);
  }, { ry });
}
const BIN = { kitchen: '#2f7d3f', recycle: '#1f5fa8', harm: '#b8281f', other: '#55585a' };
export function bin(g, x, z, kind, { open = 0, ry = 0, rz = 0, y = 0, rx = 0 } = {}) {
  const c = BIN[kind];
  g.at(x, y, z, () => {
    const f = (w, yy) => [[-w, yy, w * 1.1], [w, yy, w * 1.1], [w, yy, -w * 1.1], [-w, yy, -w * 1.1]], a = f(0.24, 0.08), b = f(0.3, 0.95);
    for (let i = 0; i < 4; i++) { const j = (i + 1) % 4; g.quad(a[i], a[j], b[j], b[i], MAT.plain, c); }
    g.quad(...f(0.285, 0.9), MAT.plain, '#1b1c1c'); g.box(0, 0.92, 0.32, 0.64, 0.06, 0.05, MAT.plain, tint(c, 0.8)); for (const s of [-1, 1]) g.box(s * 0.3, 0.92, 0, 0.04, 0.06, 0.68, MAT.plain, tint(c, 0.8));
    g.decal(0, 0.56, 0.318, 0.34, 0.34, 'bin-' + kind); g.cyl([-0.28, 0.1, -0.26], [0.28, 0.1, -0.26], 0.1, 0.1, MAT.plain, '#202020', 12);
    g.at(0, 0.97, -0.33, () => { g.box(0, 0, 0.34, 0.66, 0.05, 0.72, MAT.plain, tint(c, 1.1)); g.box(0, 0.05, 0.36, 0.5, 0.03, 0.5, MAT.plain, tint(c, 1.2)); }, { rx: -open });
  }, { ry, rz, rx });
}
export function bag(g, x, y, z, r, seed = 1, col = '#1d1f22') { g.ball([x, y + r * 0.72, z], r, r * 0.78, r * 0.92, MAT.paint, col, 14, 0.07, seed); g.cyl([x, y + r * 1.35, z], [x + r * 0.15, y + r * 1.75, z], r * 0.1, r * 0.26, MAT.paint, col, 7, false); }
export function carton(g, x, y, z, s, ry = 0, h = s) { g.at(x, y, z, () => { g.box(0, 0, 0, s, h, s * 0.9, MAT.plain, '#a97d4c'); g.decal(0, h / 2, s * 0.45 + 0.004, s, h, 'box'); g.box(0, h, 0, s * 0.2, 0.004, s * 0.9, MAT.plain, '#d8bd8a'); }, { ry }); }
export function bench(g, x, z, ry = 0) {
  g.at(x, 0, z, () => { for (const s of [-0.65, 0.65]) { g.box(s, 0, 0, 0.08, 0.42, 0.4, MAT.paint, '#333'); g.box(s, 0.42, -0.2, 0.06, 0.45, 0.05, MAT.paint, '#333'); } for (let i = 0; i < 4; i++) g.box(0, 0.42, -0.15 + i * 0.11, 1.6, 0.04, 0.09, MAT.wood, '#9a6b3f'); for (let i = 0; i < 3; i++) g.box(0, 0.55 + i * 0.12, -0.2, 1.6, 0.09, 0.035, MAT.wood, '#9a6b3f'); }, { ry });
}
/** A person seen from some way off: trousers, coat, hair; pose walk or stand. */
export function person(g, x, z, ry, { coat = '#8a3b46', legs = '#2c3440', hair = '#1e1b1a', h = 1.62, walk = 0.18, bag: carry = '', y = 0, arms = 0.25 } = {}) {
  g.at(x, y, z, () => {
    const skin = '#c99a78';
    for (const s of [-1, 1]) {
      g.tube([[s * 0.09, 0.82, 0], [s * 0.1, 0.45, s * walk * 0.7 + 0.04], [s * 0.1, 0.07, s * walk * 1.2]], [0.095, 0.075, 0.055], MAT.cloth, legs, 10); g.ball([s * 0.1, 0.05, s * walk * 1.2 + 0.06], 0.055, 0.05, 0.13, MAT.plain, '#222021', 8);
      g.ball([s * 0.2, 1.3, 0], 0.08, 0.09, 0.09, MAT.cloth, coat, 8); g.tube([[s * 0.22, 1.3, 0], [s * 0.27, 1.05, -s * arms * 0.3], [s * 0.25, 0.83, -s * arms * 0.6 + 0.08]], [0.068, 0.058, 0.045], MAT.cloth, coat, 10); g.ball([s * 0.25, 0.79, -s * arms * 0.6 + 0.1], 0.04, 0.055, 0.045, MAT.plain, skin, 8);
    }
    g.ball([0, 1.1, 0], 0.225, 0.33, 0.15, MAT.cloth, coat, 14); g.ball([0, 0.9, 0], 0.21, 0.2, 0.15, MAT.cloth, coat, 12);
    g.cyl([0, 1.34, 0], [0, 1.46, 0.01], 0.06, 0.055, MAT.plain, skin, 10); g.ball([0, 1.54, 0.02], 0.098, 0.125, 0.11, MAT.plain, skin, 12); g.ball([0, 1.575, -0.012], 0.108, 0.115, 0.112, MAT.cloth, hair, 12);
    if (carry) { g.box(0.27, 0.42, 0.05, 0.1, 0.3, 0.3, MAT.cloth, carry); }
  }, { ry, s: h / 1.66 });
}
/** A cable or line that sags from p to q. */
export function sag(g, p, q, drop, r, col, n = 14) { const pts = []; for (let i = 0; i <= n; i++) { const t = i / n; pts.push([p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t - drop * 4 * t * (1 - t), p[2] + (q[2] - p[2]) * t]); } g.tube(pts, r, MAT.plain, col, 5); return pts; }
export function laundry(g, x, y, z, w, seed = 1) {
  const rnd = random(seed), cols = ['#b9474a', '#d9d4c8', '#3d5f8a', '#e0b84f', '#6f8f7a', '#c9879a', '#49505a', '#ece7dc']; let at = -w / 2 + 0.1;
  g.cyl([x - w / 2, y, z], [x + w / 2, y, z], 0.012, 0.012, MAT.paint, '#c8cac8', 6);
  while (at < w / 2 - 0.25) { const k = rnd.in(0.24, 0.55), h = rnd.in(0.4, 0.85), c = rnd.of(cols), x0 = x + at, s = rnd() * 9; g.sheet(8, 6, (u, v) => [x0 + k * u, y - h * v + 0.01, z + 0.035 * Math.sin(u * 9 + s) * (0.3 + v)], MAT.cloth, c); at += k + 0.06; }
}
