// Six-storey blocks of the 1990s and village houses.
import { MAT, random, tint } from './mesh.js';
import { laundry } from './street.js';

export function window_(g, x, y, z, w, h, { bars = false, lit = false, frame = '#e4e4de', seed = 1 } = {}) {
  const rnd = random(seed * 37 + 11);
  g.quad(
    [x - w / 2, y, z + 0.01],
    [x + w / 2, y, z + 0.01],
    [x + w / 2, y + h, z + 0.01],
    [x - w / 2, y + h, z + 0.01],
    lit ? MAT.glow : MAT.glass,
    lit ? tint(rnd.of(['#ffcf8a', '#ffe0b0', '#fff0d8']), rnd.in(0.1, 0.22)) : tint('#2b363a', rnd.in(0.6, 1.4)),
  );
  if (!lit && rnd() < 0.6) {
    const k = w * rnd.in(0.16, 0.3),
      c = rnd.of(['#cfc4ac', '#b8a9a0', '#9fb0b5', '#d8d2c4']);
    g.quad(
      [x - w / 2, y, z + 0.014],
      [x - w / 2 + k, y, z + 0.014],
      [x - w / 2 + k, y + h, z + 0.014],
      [x - w / 2, y + h, z + 0.014],
      MAT.glass,
      tint(c, 0.6),
    );
  }
  const t = 0.06;
  g.box(x, y - 0.02, z + 0.03, w + t, t, 0.09, MAT.plain, frame);
  g.box(x, y + h - t, z + 0.03, w + t, t, 0.09, MAT.plain, frame);
  for (const k of [-0.5, 0, 0.5]) g.box(x + k * w, y, z + 0.03, t, h, 0.08, MAT.plain, frame);
  g.box(x, y + h * 0.7, z + 0.03, w, t * 0.8, 0.07, MAT.plain, frame);
  g.box(x, y - 0.1, z + 0.09, w + 0.24, 0.08, 0.24, MAT.concrete, '#b9b4a8');
  g.box(x, y + h + 0.03, z + 0.1, w + 0.24, 0.07, 0.26, MAT.concrete, '#b9b4a8');
  if (bars) {
    for (let i = 0; i <= 9; i++)
      g.cyl(
        [x - w / 2 + (w * i) / 9, y - 0.05, z + 0.32],
        [x - w / 2 + (w * i) / 9, y + h, z + 0.32],
        0.011,
        0.011,
        MAT.paint,
        '#c9ccca',
        5,
        false,
      );
    for (const k of [0, 0.5, 1]) g.box(x, y - 0.05 + h * k, z + 0.2, w + 0.06, 0.025, 0.26, MAT.paint, '#c2c5c3');
  }
}
export function ac(g, x, y, z) {
  g.box(x, y - 0.06, z + 0.2, 0.9, 0.04, 0.4, MAT.paint, '#77746e');
  g.box(x, y, z + 0.22, 0.82, 0.58, 0.32, MAT.plain, '#d6d6ce');
  g.decal(x, y + 0.29, z + 0.385, 0.8, 0.56, 'fan');
  g.tube(
    [
      [x + 0.42, y + 0.2, z + 0.2],
      [x + 0.55, y + 0.1, z + 0.06],
      [x + 0.55, y + 0.9, z + 0.04],
    ],
    0.025,
    MAT.plain,
    '#d9d5c8',
  );
}
function balcony(g, x, y, z, w, rnd, lit, col) {
  const d = 1.15;
  g.box(x, y - 0.12, z + d / 2, w, 0.12, d, MAT.concrete, '#aca698');
  g.box(x, y, z + d - 0.06, w, 0.92, 0.1, MAT.plaster, col);
  for (const s of [-1, 1]) g.box(x + (s * (w - 0.1)) / 2, y, z + d / 2, 0.1, 0.92, d, MAT.plaster, col);
  if (rnd() < 0.62) {
    window_(g, x, y + 0.95, z + d - 0.06, w - 0.1, 1.55, { lit, seed: rnd() * 999, frame: rnd.of(['#e4e4de', '#8fa39a', '#c9cbc8']) });
    for (const s of [-1, 1]) g.box(x + s * (w / 2 - 0.03), y + 0.92, z + d / 2, 0.03, 1.6, d, MAT.glass, '#38454a');
    g.box(x, y + 2.55, z + d / 2, w, 0.1, d + 0.1, MAT.concrete, '#a9a499');
  } else {
    g.quad(
      [x - w / 2, y, z + 0.02],
      [x + w / 2, y, z + 0.02],
      [x + w / 2, y + 2.6, z + 0.02],
      [x - w / 2, y + 2.6, z + 0.02],
      lit ? MAT.glow : MAT.plain,
      lit ? tint('#ffcf8a', 0.12) : '#3a3a38',
    );
    g.box(x, y + 0.96, z + d - 0.06, w + 0.04, 0.05, 0.05, MAT.paint, '#9fa5a2');
    laundry(g, x, y + 2.2, z + d + 0.12, w * 0.9, Math.floor(rnd() * 99));
    if (rnd() < 0.6)
      for (let i = 0; i < 3; i++) {
        g.cyl(
          [x - w * 0.3 + i * 0.5, y + 0.95, z + d + 0.05],
          [x - w * 0.3 + i * 0.5, y + 1.12, z + d + 0.05],
          0.07,
          0.1,
          MAT.plain,
          '#a4532f',
          8,
        );
        g.ball([x - w * 0.3 + i * 0.5, y + 1.26, z + d + 0.05], 0.16, 0.16, 0.16, MAT.grass, '#4f7a2c', 6, 0.2, i);
      }
  }
}
export function entrance(g, x, z, no, { y = 0, couplets = true } = {}) {
  g.box(x, y, z + 0.06, 2.5, 2.75, 0.14, MAT.tile, '#8d5a48');
  g.box(x, y + 2.75, z + 0.85, 3.1, 0.2, 1.8, MAT.concrete, '#a8a296');
  g.box(x, y + 2.95, z + 0.85, 3.14, 0.12, 1.84, MAT.plain, '#7f4237');
  for (const s of [-1, 1]) {
    g.box(x + s * 1.35, y, z + 0.8, 0.22, 2.75, 0.22, MAT.tile, '#8d5a48');
    g.box(x + s * 0.38, y + 0.15, z + 0.13, 0.74, 2.05, 0.05, MAT.plain, '#3c5048');
    g.decal(x + s * 0.38, y + 1.17, z + 0.165, 0.72, 2.02, 'door-green');
    if (couplets) g.decal(x + s * 0.96, y + 1.35, z + 0.14, 0.24, 1.6, s < 0 ? 'left' : 'right');
  }
  if (couplets) g.decal(x, y + 2.42, z + 0.14, 1.3, 0.28, 'top');
  g.decal(x, y + 2.99, z + 1.785, 0.001, 0.001, 'top');
  g.box(x, y + 2.62, z + 1.78, 1.0, 0.4, 0.05, MAT.plain, '#1f5fa8');
  g.decal(x, y + 2.82, z + 1.815, 0.96, 0.36, 'unit' + no);
  g.box(x, y, z + 0.9, 3.0, 0.15, 1.9, MAT.concrete, '#a19b8f');
  g.box(x + 1.02, y + 1.2, z + 0.16, 0.16, 0.28, 0.06, MAT.paint, '#8f9496');
}
/** A block along x with its front to +z. */
export function block(
  g,
  x,
  z,
  {
    ry = 0,
    bays = 8,
    floors = 6,
    wall = '#b9a98c',
    base = '#8a5b48',
    kind = MAT.plaster,
    units = [2, 5],
    seed = 1,
    lit = 0,
    number = '',
    detail = true,
  } = {},
) {
  const rnd = random(seed * 71 + 3),
    B = 3.3,
    F = 2.9,
    w = bays * B,
    h = floors * F + 0.5;
  g.at(
    x,
    0,
    z,
    () => {
      g.box(0, 0, -5.5, w, h, 11, kind, wall);
      g.box(0, 0, -5.46, w + 0.1, 1.0, 11.1, MAT.stone, '#8a8378');
      g.box(0, h, 0.05, w + 0.3, 0.55, 0.25, MAT.plain, base);
      g.box(0, h, -11, w + 0.3, 0.55, 0.25, MAT.plain, base);
      for (const s of [-1, 1]) g.box((s * w) / 2, h, -5.5, 0.25, 0.55, 11.2, MAT.plain, base);
      for (let f = 1; f <= floors; f++) g.box(0, f * F + 0.32, 0.02, w, 0.13, 0.14, MAT.plain, base);
      for (let b = 0; b < bays; b++) {
        const cx = -w / 2 + B * (b + 0.5),
          u = units.indexOf(b);
        if (u >= 0) {
          entrance(g, cx, 0, u + 1);
          for (let f = 1; f < floors; f++)
            window_(g, cx, f * F + 0.2, 0, 1.2, 1.1, { seed: b * 9 + f, frame: '#7b8a82', lit: rnd() < lit * 0.4 });
          continue;
        }
        for (let f = 0; f < floors; f++) {
          const y = f * F + 0.5,
            on = rnd() < lit;
          if ((b + (units[0] || 0)) % 2 === 1 && f > 0) balcony(g, cx, y, 0, 2.9, rnd, on, tint(base, 1.25));
          else window_(g, cx, y + 0.85, 0, 1.7, 1.5, { bars: f < 2 || rnd() < 0.25, seed: rnd() * 999, lit: on });
          if (detail && rnd() < 0.55) ac(g, cx + (rnd() < 0.5 ? -1.22 : 1.22), y + 0.15, 0);
        }
        if (b % 2) g.cyl([cx - B / 2, 0.2, 0.09], [cx - B / 2, h, 0.09], 0.055, 0.055, MAT.plain, '#a8a79e', 8);
      }
      for (const s of [-1, 1])
        for (let f = 0; f < floors; f++)
          g.at(
            (s * w) / 2,
            0,
            -5.5,
            () => {
              window_(g, 0, f * F + 1.4, 0, 1.2, 1.3, { seed: f + 40, lit: rnd() < lit });
              if (f % 2) ac(g, 1.6, f * F + 0.7, 0);
            },
            { ry: (s * Math.PI) / 2 },
          );
      for (let i = 0; i < bays / 2; i++)
        g.at(-w / 2 + 3 + i * 6, h + 0.1, -4, () => {
          g.quad([-0.9, 0.3, 0.8], [0.9, 0.3, 0.8], [0.9, 1.3, -0.4], [-0.9, 1.3, -0.4], MAT.glass, '#1d2a3a');
          g.cyl([-1, 1.45, -0.5], [1, 1.45, -0.5], 0.24, 0.24, MAT.paint, '#d5d8da', 12);
        });
      if (number)
        for (const s of [-1, 1]) g.at((s * w) / 2, 0, -3, () => g.decal(0, h - 2.2, 0.05, 2.6, 1.1, number), { ry: (s * Math.PI) / 2 });
    },
    { ry },
  );
}
/** A gabled roof of grey tiles over w (x) by d (z). */
export function gable(g, w, d, y, rise, col = '#5b5d5c') {
  const W = w / 2 + 0.35,
    D = d / 2 + 0.6,
    s = Math.hypot(D, rise);
  for (const k of [1, -1]) {
    const e = -0.16;
    g.quad([-W * k, y + e, D * k], [W * k, y + e, D * k], [W * k, y + rise, 0], [-W * k, y + rise, 0], MAT.roof, col, [
      0,
      0,
      2 * W,
      0,
      2 * W,
      s,
      0,
      s,
    ]);
    g.quad([-W * k, y + e - 0.12, D * k], [W * k, y + e - 0.12, D * k], [W * k, y + e, D * k], [-W * k, y + e, D * k], MAT.wood, '#5d4a3a');
    for (let i = 0; i < (W * 2) / 0.2; i++)
      g.cyl(
        [-W + 0.1 + i * 0.2, y + e, D * k - 0.04 * k],
        [-W + 0.1 + i * 0.2, y + e, D * k + 0.03 * k],
        0.075,
        0.075,
        MAT.plain,
        '#6d6f6d',
        8,
      );
  }
  g.box(0, y + rise - 0.05, 0, 2 * W, 0.28, 0.3, MAT.plain, '#4f5150');
  for (const k of [1, -1]) {
    g.at(W * k, y + rise + 0.2, 0, () =>
      g.prism(
        [
          [0, 0],
          [-0.5 * k, 0],
          [-0.1 * k, 0.16],
          [0.14 * k, 0.42],
        ],
        -0.1,
        0.1,
        MAT.plain,
        '#4f5150',
      ),
    );
    const x = (w / 2) * k,
      n = [k, 0, 0];
    for (const v of [
      [x, y - 0.1, (d / 2) * k],
      [x, y - 0.1, (-d / 2) * k],
      [x, y + rise - 0.08, 0],
    ])
      g.vertex(v, n, [0.72, 0.69, 0.6], v[2], v[1], MAT.plaster);
  }
}
/** A village house: white walls on grey brick, tiled roof, red door, maize under the eaves. */
export function cottage(
  g,
  x,
  z,
  { ry = 0, w = 9, d = 5.5, h = 3.3, rise = 1.7, corn = true, seed = 1, wall = '#e2ddd0', door = 'door-red', y = 0 } = {},
) {
  g.at(
    x,
    y,
    z,
    () => {
      g.box(0, 0, 0, w, h, d, MAT.plaster, wall);
      g.box(0, 0, 0, w + 0.08, 0.75, d + 0.08, MAT.brick, '#7b7d7c');
      gable(g, w, d, h, rise);
      const Z = d / 2;
      g.box(0, 0, Z + 0.05, 1.9, 2.45, 0.14, MAT.wood, '#5a2c22');
      for (const s of [-1, 1]) {
        g.decal(s * 0.42, 1.15, Z + 0.13, 0.8, 2.1, door);
        g.decal(s * 1.13, 1.35, Z + 0.09, 0.24, 1.7, s < 0 ? 'left' : 'right');
        window_(g, (s * w) / 3.1, 1.1, Z, 1.5, 1.3, { frame: '#6a3a2a', seed: seed + s });
        g.ball([s * 1.35, h - 0.55, Z + 0.45], 0.2, 0.22, 0.2, MAT.paint, '#c4241c', 10);
        g.cyl([s * 1.35, h - 0.85, Z + 0.45], [s * 1.35, h - 1.02, Z + 0.45], 0.03, 0.06, MAT.plain, '#d8a53c', 6);
      }
      g.decal(0, 2.3, Z + 0.13, 1.3, 0.28, 'top');
      g.box(0, 0, Z + 0.6, w, 0.16, 1.3, MAT.paver, '#8f8b83');
      if (corn)
        for (let i = 0; i < 7; i++) {
          const cx = -w / 2 + 0.7 + i * 0.3 + (i > 3 ? w * 0.55 : 0);
          for (let j = 0; j < 7; j++) g.ball([cx, h - 0.5 - j * 0.17, Z + 0.14], 0.13, 0.11, 0.1, MAT.grain, '#d9a02c', 7, 0.1, i + j);
        }
      for (let i = 0; i < 5; i++) g.ball([w / 2 - 0.6, h - 0.5 - i * 0.14, Z + 0.1], 0.06, 0.09, 0.06, MAT.paint, '#a8201a', 6);
    },
    { ry },
  );
}
