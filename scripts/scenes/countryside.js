// What the village's pictures share: the land with its loess hills, poplars, walls, poles.
import { MAT } from './mesh.js';
import * as N from './nature.js';

export const EARTH = '#a98a62',
  FIELD = ['#7c8f45', '#b39a5a', '#6f8640', '#9a8650'];
export const poplar = (g, x, z, h, seed, n = 3000, leaf = 0.15) =>
  N.tree(g, x, z, h, {
    seed,
    wide: 0.13,
    clear: 0.16,
    n,
    leaf,
    trunk: 0.02,
    bark: '#a8a08c',
    colours: ['#c9a63c', '#b9932f', '#9a9a3c', '#d8b84a'],
  });

export function land(g, low = -0.06) {
  g.ground(-300, -220, 300, 60, low, MAT.grass, '#77803f');
  N.hills(g, -110, 40, 3, '#b08d5e', -300, 300, 70);
  N.hills(g, -165, 62, 7, '#b59a72', -380, 380, 60);
}
/** A low wall of bricks along z, from z0 to z1. */
export function wall(g, x, z0, z1, h = 1.7, col = '#96604a') {
  g.box(x, 0, (z0 + z1) / 2, 0.26, h, z1 - z0, MAT.brick, col);
  g.box(x, h, (z0 + z1) / 2, 0.4, 0.1, z1 - z0 + 0.1, MAT.plain, '#5b5d5c');
}
export function pole(g, x, z, h = 7) {
  g.cyl([x, 0, z], [x, h, z], 0.13, 0.09, MAT.concrete, '#a29d92', 10);
  g.box(x, h - 0.5, z, 1.3, 0.08, 0.08, MAT.wood, '#6b5d4c');
}
