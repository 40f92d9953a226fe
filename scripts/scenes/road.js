// The road of the estate between two rows of blocks, and the signs the estate's pictures share.
import { MAT } from './mesh.js';
import { block } from './house.js';
import * as N from './nature.js';
import * as T from './street.js';

export function signs(a) {
  for (let i = 1; i <= 12; i++) a.sign(`${i}号楼`, { bg: '#1f5fa8', w: 256, h: 112, name: 'no' + i });
  a.sign('07', { w: 60, h: 60, name: 'lamp-tag', bg: '#d9d5c8', fg: '#333333' });
  a.sign('消防通道 严禁占用', { bg: '#b8281f', w: 768, h: 128 });
  a.draw('firelane', 1024, 512, (c, w, h) => {
    c.strokeStyle = '#e2b52c';
    c.lineWidth = 18;
    for (let i = -8; i < 20; i++) {
      c.beginPath();
      c.moveTo(i * 90, 0);
      c.lineTo(i * 90 + 200, h);
      c.stroke();
    }
    c.clearRect(180, 110, w - 360, h - 220);
    c.font = 'bold 150px "Noto Sans CJK SC"';
    c.fillStyle = '#e2b52c';
    c.textAlign = 'center';
    c.fillText('消防通道', w / 2, 300);
    c.lineWidth = 24;
    c.strokeRect(12, 12, w - 24, h - 24);
  });
}
/** The road between two rows of blocks, running away from the eye, with trees, hedges and lamps. */
export function street(g, a, { lit = 0, lamps = [], autumn = false, wet = false } = {}) {
  signs(a);
  const road = wet ? MAT.wet : MAT.asphalt;
  g.ground(-120, -160, 120, 40, -0.03, MAT.grass, '#56683a');
  g.ground(-3.2, -120, 3.2, 30, 0, road, '#77757a');
  for (const s of [-1, 1]) {
    g.box(s * 3.3, -0.02, -45, 0.18, 0.15, 150, MAT.concrete, '#a6a299');
    g.ground(s > 0 ? 3.4 : -5.4, -120, s > 0 ? 5.4 : -3.4, 30, 0.11, MAT.paver, '#a88878');
    g.ground(s > 0 ? 9.2 : -13.5, -120, s > 0 ? 13.5 : -9.2, 30, 0.02, MAT.paver, '#94908a');
  }
  for (let i = 0; i < 4; i++) {
    block(g, -13.5, -8 - i * 27, {
      ry: Math.PI / 2,
      bays: 7,
      units: [1, 4],
      wall: ['#c2b08f', '#b58f74', '#c5b79c', '#b8a488'][i],
      base: '#8a4f3d',
      seed: 3 + i,
      lit,
      number: 'no' + (i + 1),
      detail: i < 3,
      floors: 6,
    });
    block(g, 13.5, -14 - i * 27, {
      ry: -Math.PI / 2,
      bays: 7,
      units: [1, 4],
      wall: ['#a5634c', '#c0ae90', '#a86b52', '#c2b391'][i],
      kind: i % 2 ? MAT.plaster : MAT.brick,
      base: '#e0d6c2',
      seed: 9 + i,
      lit,
      number: 'no' + (i + 5),
      detail: i < 3,
    });
  }
  const cols = autumn ? N.AUTUMN : N.GREEN;
  for (let i = 0; i < 7; i++) {
    const z = 1 - i * 9.5;
    N.tree(g, -6.6, z - 3, 9.5 + (i % 3), {
      seed: i + 1,
      colours: cols,
      n: [11000, 8000, 4500][i] || 1600,
      leaf: [0.105, 0.12, 0.17][i] || 0.3,
    });
    N.tree(g, 6.7, z - 6.5, 9 + ((i + 1) % 3), {
      seed: i + 21,
      colours: cols,
      n: [11000, 8000, 4500][i] || 1600,
      leaf: [0.105, 0.12, 0.17][i] || 0.3,
    });
  }
  for (let i = 0; i < 5; i++)
    for (const s of [-1, 1]) g.at(s * 5.9, 0, 2 - i * 9.5, () => N.hedge(g, -3.8, 3.8, 0, 0.7, 0.8, 5 + i, N.GREEN), { ry: Math.PI / 2 });
  for (const l of lamps) T.lamp(g, l.x, l.z, l);
}
export const eye = (x, y, z, tx, ty, tz, fov = 52, shift = 0) => ({ eye: [x, y, z], to: [tx, ty, tz], fov, shift });
