// What has wheels: scooters, bicycles, cars, the village's tricycle.
import { MAT, rgb, tint } from './mesh.js';

export function wheel(g, x, y, z, r, w = 0.07) {
  g.ring([x, y, z], r - w / 2, w / 2, MAT.plain, '#1c1c1d', 'z', 24);
  g.ring([x, y, z], r - w - 0.01, 0.014, MAT.paint, '#b9bdc0', 'z', 24);
  g.cyl([x, y, z - 0.05], [x, y, z + 0.05], 0.05, 0.05, MAT.paint, '#8b8f92', 10);
  for (let i = 0; i < 10; i++) {
    const a = (i / 10) * 6.283;
    g.cyl([x, y, z], [x + Math.cos(a) * (r - w), y + Math.sin(a) * (r - w), z], 0.005, 0.005, MAT.paint, '#c5c8ca', 4, false);
  }
}
export function scooter(g, x, z, ry, col = '#b3272d', { seat = '#26262a', rz = 0, y = 0 } = {}) {
  g.at(
    x,
    y,
    z,
    () => {
      wheel(g, -0.62, 0.23, 0, 0.23, 0.1);
      wheel(g, 0.62, 0.23, 0, 0.23, 0.1);
      g.box(0.05, 0.24, 0, 0.62, 0.09, 0.3, MAT.plain, '#2c2d30');
      g.prism(
        [
          [-0.9, 0.5],
          [-0.25, 0.3],
          [-0.12, 0.34],
          [-0.18, 0.68],
          [-0.85, 0.72],
        ],
        -0.13,
        0.13,
        MAT.paint,
        col,
      );
      g.ball([-0.55, 0.6, 0], 0.4, 0.17, 0.17, MAT.paint, col, 10);
      g.ball([-0.48, 0.78, 0], 0.4, 0.075, 0.15, MAT.plain, seat, 10);
      g.prism(
        [
          [0.32, 0.28],
          [0.44, 0.28],
          [0.62, 0.92],
          [0.5, 0.95],
        ],
        -0.17,
        0.17,
        MAT.paint,
        col,
      );
      g.ball([0.6, 0.42, 0], 0.24, 0.1, 0.1, MAT.paint, col, 8);
      g.ball([0.6, 0.86, 0], 0.13, 0.14, 0.14, MAT.paint, tint(col, 1.1), 8);
      g.ball([0.7, 0.88, 0], 0.06, 0.08, 0.09, MAT.glass, '#dfe6e8', 8);
      g.tube(
        [
          [0.66, 0.25, 0.06],
          [0.5, 0.95, 0.03],
          [0.47, 1.08, 0],
        ],
        0.026,
        MAT.paint,
        '#4b4e51',
      );
      g.tube(
        [
          [0.36, 1.12, -0.34],
          [0.48, 1.1, -0.15],
          [0.48, 1.1, 0.15],
          [0.36, 1.12, 0.34],
        ],
        0.02,
        MAT.plain,
        '#222',
      );
      for (const s of [-1, 1]) {
        g.tube(
          [
            [0.42, 1.12, s * 0.26],
            [0.44, 1.3, s * 0.32],
          ],
          0.008,
          MAT.plain,
          '#222',
        );
        g.ball([0.44, 1.33, s * 0.33], 0.02, 0.045, 0.07, MAT.glass, '#5c6468', 6);
      }
      g.tube(
        [
          [-0.9, 0.75, -0.1],
          [-1.0, 0.82, 0],
          [-0.9, 0.75, 0.1],
        ],
        0.016,
        MAT.paint,
        '#c5c8ca',
      );
      g.box(-0.96, 0.62, 0, 0.05, 0.08, 0.16, MAT.paint, '#c0201c');
      g.cyl([0.05, 0.26, 0.1], [-0.05, 0, 0.26], 0.014, 0.014, MAT.plain, '#333');
    },
    { ry, rz },
  );
}
export function bicycle(g, x, z, ry, col = '#28584f', { rx = 0, y = 0 } = {}) {
  g.at(
    x,
    y,
    z,
    () => {
      wheel(g, -0.52, 0.33, 0, 0.33, 0.035);
      wheel(g, 0.52, 0.33, 0, 0.33, 0.035);
      const f = (...p) => g.tube(p, 0.018, MAT.paint, col);
      f([-0.52, 0.33, 0], [-0.08, 0.3, 0], [0.36, 0.78, 0], [-0.18, 0.8, 0], [-0.08, 0.3, 0]);
      f([-0.52, 0.33, 0], [-0.18, 0.78, 0], [-0.2, 0.92, 0]);
      f([0.52, 0.33, 0], [0.38, 0.76, 0], [0.34, 0.98, 0]);
      g.tube(
        [
          [0.2, 0.98, -0.28],
          [0.36, 1, -0.1],
          [0.36, 1, 0.1],
          [0.2, 0.98, 0.28],
        ],
        0.014,
        MAT.paint,
        '#c5c8ca',
      );
      g.ball([-0.22, 0.95, 0], 0.15, 0.045, 0.08, MAT.plain, '#2a211c', 8);
      g.cyl([-0.08, 0.3, -0.03], [-0.08, 0.3, 0.03], 0.09, 0.09, MAT.paint, '#7c8083', 14);
      g.tube(
        [
          [-0.7, 0.74, -0.07],
          [-0.3, 0.76, -0.07],
        ],
        0.01,
        MAT.paint,
        '#999',
      );
      g.tube(
        [
          [-0.7, 0.74, 0.07],
          [-0.3, 0.76, 0.07],
        ],
        0.01,
        MAT.paint,
        '#999',
      );
      for (const yy of [0.62, 0.7, 0.78, 0.86]) g.ring([0.6, yy, 0], 0.14, 0.006, MAT.paint, '#9a9da0', 'y', 12);
      for (let i = 0; i < 12; i++) {
        const a = i * 0.5236;
        g.cyl(
          [0.6 + Math.cos(a) * 0.12, 0.6, Math.sin(a) * 0.12],
          [0.6 + Math.cos(a) * 0.14, 0.87, Math.sin(a) * 0.14],
          0.004,
          0.004,
          MAT.paint,
          '#9a9da0',
          4,
          false,
        );
      }
    },
    { ry, rx },
  );
}
/** A small car 4.3 m long, its front to +x, lofted from cross sections. */
export function car(g, x, z, ry, col = '#c9ccd0') {
  const st = [
    [-2.1, 0.42, 0.62, 0.64, 0.62],
    [-2.06, 0.3, 0.82, 0.86, 0.76],
    [-1.75, 0.24, 0.95, 1.0, 0.83],
    [-1.15, 0.22, 0.97, 1.36, 0.86],
    [-0.6, 0.22, 0.97, 1.47, 0.87],
    [0.1, 0.22, 0.96, 1.47, 0.87],
    [0.55, 0.22, 0.95, 1.3, 0.87],
    [1.1, 0.22, 0.93, 0.97, 0.87],
    [1.6, 0.23, 0.86, 0.9, 0.84],
    [1.98, 0.28, 0.72, 0.75, 0.74],
    [2.12, 0.4, 0.55, 0.57, 0.6],
  ];
  const line = (u) => {
    const f = Math.min(u * (st.length - 1), st.length - 1.0001),
      i = Math.floor(f),
      t = f - i;
    return st[i].map((v, k) => v + (st[i + 1][k] - v) * t);
  };
  const at = (u, v) => {
    const [px, lo, be, to, hw] = line(u),
      a = v * 2 - 1,
      s = Math.abs(a),
      sg = Math.sign(a) || 1;
    let y, w;
    if (s > 0.55) {
      const t = (1 - s) / 0.45;
      y = lo + (be - lo) * t;
      w = hw * (0.93 + 0.07 * Math.sin(t * 3.1));
    } else {
      const t = 1 - s / 0.55,
        r = Math.pow(t, 0.75);
      y = be + (to - be) * Math.sin(r * 1.5708);
      w = hw * (1 - 0.26 * r) * (t > 0.55 ? (1 - t) / 0.45 : 1);
    }
    return [px, y, -w * sg];
  };
  g.at(
    x,
    0,
    z,
    () => {
      g.sheet(60, 44, at, MAT.paint, col, (u, v) => {
        const f = u * 10,
          s = Math.abs(v * 2 - 1),
          side = s > 0.3 && s < 0.53 && f > 2.75 && f < 6.6 && Math.abs(f - 4.75) > 0.12,
          front = f > 5.35 && f < 6.75 && s < 0.3,
          back = f > 2.2 && f < 3.0 && s < 0.3;
        return side || front || back ? [0.012, 0.016, 0.018] : rgb(col);
      });
      for (const px of [-1.3, 1.32])
        for (const s of [-1, 1]) {
          g.cyl([px, 0.31, s * 0.68], [px, 0.31, s * 0.875], 0.31, 0.31, MAT.plain, '#1b1b1c', 22);
          g.cyl([px, 0.31, s * 0.8], [px, 0.31, s * 0.89], 0.2, 0.19, MAT.paint, '#a4a7aa', 14);
        }
      for (const s of [-1, 1]) {
        g.ball([1.93, 0.62, s * 0.56], 0.12, 0.07, 0.15, MAT.glass, '#dfe5e8', 8);
        g.ball([-2.02, 0.75, s * 0.6], 0.07, 0.09, 0.13, MAT.paint, '#a3191a', 8);
        g.ball([0.75, 1.0, s * 0.95], 0.1, 0.07, 0.1, MAT.paint, col, 6);
      }
      g.box(2.06, 0.36, 0, 0.1, 0.14, 0.8, MAT.plain, '#26282a');
      g.decal(2.16, 0.45, 0, 0.44, 0.14, 'plate', Math.PI / 2);
      g.decal(-2.14, 0.58, 0, 0.44, 0.14, 'plate', -Math.PI / 2);
    },
    { ry },
  );
}
export function trike(g, x, z, ry) {
  g.at(
    x,
    0,
    z,
    () => {
      wheel(g, 0.95, 0.28, 0, 0.28, 0.08);
      for (const s of [-0.5, 0.5]) wheel(g, -0.6, 0.28, s, 0.28, 0.09);
      g.box(-0.65, 0.42, 0, 1.5, 0.06, 1.0, MAT.paint, '#2b5f8a');
      for (const s of [-0.5, 0.5]) g.box(-0.65, 0.48, s, 1.5, 0.34, 0.04, MAT.paint, '#2b5f8a');
      for (const px of [-1.4, 0.1]) g.box(px, 0.48, 0, 0.04, 0.34, 1.0, MAT.paint, '#2b5f8a');
      g.prism(
        [
          [0.1, 0.3],
          [0.7, 0.3],
          [0.95, 0.95],
          [0.8, 1.0],
          [0.5, 0.42],
          [0.1, 0.42],
        ],
        -0.18,
        0.18,
        MAT.paint,
        '#2b5f8a',
      );
      g.box(0.25, 0.6, 0, 0.4, 0.14, 0.4, MAT.plain, '#26262a');
      g.tube(
        [
          [0.72, 1.12, -0.36],
          [0.84, 1.06, 0],
          [0.72, 1.12, 0.36],
        ],
        0.02,
        MAT.plain,
        '#222',
      );
      g.ball([0.98, 0.86, 0], 0.06, 0.09, 0.1, MAT.glass, '#dfe6e8', 8);
      for (let i = 0; i < 5; i++) g.ball([-1.1 + i * 0.25, 0.62, (i % 2) * 0.4 - 0.2], 0.24, 0.19, 0.22, MAT.cloth, '#c9bda0', 12, 0.07, i);
    },
    { ry },
  );
}
