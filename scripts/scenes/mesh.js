// Mesh collects triangles: position 3, normal 3, colour 3, uv 2 (metres), material 1.
export const MAT = {
  plain: 0,
  brick: 1,
  tile: 2,
  asphalt: 3,
  grass: 4,
  decal: 5,
  leaf: 6,
  water: 7,
  glow: 8,
  plaster: 9,
  glass: 10,
  roof: 11,
  wood: 12,
  ridged: 13,
  concrete: 14,
  stone: 15,
  paint: 16,
  loess: 17,
  cloth: 18,
  wet: 19,
  grain: 20,
  paver: 21,
};

/** A repeatable random source, so that each picture is the same at every run. */
export function random(seed) {
  let a = seed >>> 0;
  const r = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  r.in = (lo, hi) => lo + (hi - lo) * r();
  r.of = (list) => list[Math.floor(r() * list.length)];
  return r;
}
const lin = (v) => Math.pow(v / 255, 2.2);
const known = new Map();
export function rgb(hex) {
  if (Array.isArray(hex)) return hex;
  if (hex.length === 4) return rgb('#' + [1, 2, 3].map((i) => hex[i] + hex[i]).join(''));
  if (!known.has(hex))
    known.set(hex, [lin(parseInt(hex.slice(1, 3), 16)), lin(parseInt(hex.slice(3, 5), 16)), lin(parseInt(hex.slice(5, 7), 16))]);
  return known.get(hex);
}
export const tint = (hex, k) => rgb(hex).map((v) => v * k);
export const sub = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const add = (a, b, k = 1) => [a[0] + b[0] * k, a[1] + b[1] * k, a[2] + b[2] * k];
export const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const len = (a) => Math.hypot(a[0], a[1], a[2]);
export const unit = (a) => {
  const l = len(a) || 1;
  return [a[0] / l, a[1] / l, a[2] / l];
};

export class Mesh {
  constructor(atlas) {
    this.data = [];
    this.atlas = atlas;
    this.t = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    this.o = [0, 0, 0];
  }

  /** Runs draw with the origin moved to x,y,z, turned by ry about y, then rx and rz, scaled by s. */
  at(x, y, z, draw, { ry = 0, rx = 0, rz = 0, s = 1 } = {}) {
    const keep = [this.t, this.o];
    this.o = this.point([x, y, z]);
    for (const [a, i, j] of [
      [ry, 2, 0],
      [rx, 1, 2],
      [rz, 0, 1],
    ])
      if (a) this.turn(a, i, j);
    if (s !== 1) this.t = this.t.map((v) => v * s);
    draw(this);
    [this.t, this.o] = keep;
  }
  turn(a, i, j) {
    const c = Math.cos(a),
      s = Math.sin(a),
      t = this.t.slice();
    for (let r = 0; r < 3; r++) {
      const p = t[r * 3 + i],
        q = t[r * 3 + j];
      t[r * 3 + i] = p * c + q * s;
      t[r * 3 + j] = q * c - p * s;
    }
    this.t = t;
  }
  dir(v) {
    const t = this.t;
    return [t[0] * v[0] + t[1] * v[1] + t[2] * v[2], t[3] * v[0] + t[4] * v[1] + t[5] * v[2], t[6] * v[0] + t[7] * v[1] + t[8] * v[2]];
  }
  point(v) {
    return add(this.dir(v), this.o);
  }
  vertex(p, n, c, u, v, m) {
    p = this.point(p);
    n = unit(this.dir(n));
    this.data.push(p[0], p[1], p[2], n[0], n[1], n[2], c[0], c[1], c[2], u, v, m);
  }

  /** A flat four-cornered face, corners anticlockwise from bottom left. */
  quad(a, b, c, d, m, col, uv) {
    const n = cross(sub(b, a), sub(d, a)),
      k = rgb(col);
    const w = len(sub(b, a)),
      h = len(sub(d, a));
    const t = uv || [0, 0, w, 0, w, h, 0, h];
    const at = [a, b, c, d];
    for (const i of [0, 1, 2, 0, 2, 3]) this.vertex(at[i], n, k, t[i * 2], t[i * 2 + 1], m);
  }
  /** A box standing on y, centred on x and z. */
  box(x, y, z, w, h, d, m, col) {
    const X = x - w / 2,
      Z = z - d / 2,
      W = x + w / 2,
      D = z + d / 2,
      H = y + h;
    const f = (a, b, c, e, u0, v0, u1, v1) => this.quad(a, b, c, e, m, col, [u0, v0, u1, v0, u1, v1, u0, v1]);
    f([X, y, D], [W, y, D], [W, H, D], [X, H, D], X, y, W, H);
    f([W, y, Z], [X, y, Z], [X, H, Z], [W, H, Z], X, y, W, H);
    f([W, y, D], [W, y, Z], [W, H, Z], [W, H, D], Z, y, D, H);
    f([X, y, Z], [X, y, D], [X, H, D], [X, H, Z], Z, y, D, H);
    f([X, H, D], [W, H, D], [W, H, Z], [X, H, Z], X, Z, W, D);
    f([X, y, Z], [W, y, Z], [W, y, D], [X, y, D], X, Z, W, D);
  }
  /** A grid of quads with smooth normals; at(i,j) gives the point. */
  sheet(nu, nv, at, m, col, colour) {
    const p = [],
      n = [];
    for (let j = 0; j <= nv; j++) for (let i = 0; i <= nu; i++) p.push(at(i / nu, j / nv));
    const P = (i, j) => p[Math.max(0, Math.min(nv, j)) * (nu + 1) + Math.max(0, Math.min(nu, i))];
    for (let j = 0; j <= nv; j++) for (let i = 0; i <= nu; i++) n.push(cross(sub(P(i + 1, j), P(i - 1, j)), sub(P(i, j + 1), P(i, j - 1))));
    const k = rgb(col),
      v = (i, j) => {
        const q = j * (nu + 1) + i,
          a = p[q];
        this.vertex(a, n[q], colour ? colour(i / nu, j / nv, a) : k, Math.abs(a[0]) + Math.abs(a[2]), a[1], m);
      };
    for (let j = 0; j < nv; j++)
      for (let i = 0; i < nu; i++) {
        v(i, j);
        v(i + 1, j);
        v(i + 1, j + 1);
        v(i, j);
        v(i + 1, j + 1);
        v(i, j + 1);
      }
  }
  cyl(p, q, r0, r1, m, col, sides = 12, caps = true) {
    const w = unit(sub(q, p)),
      u = unit(cross(w, Math.abs(w[1]) > 0.9 ? [1, 0, 0] : [0, 1, 0])),
      v = cross(w, u),
      k = rgb(col),
      l = len(sub(q, p));
    const ring = (c, r, i) => {
      const a = (i / sides) * 2 * Math.PI;
      return add(add(c, u, r * Math.cos(a)), v, r * Math.sin(a));
    };
    const nor = (i) => {
      const a = (i / sides) * 2 * Math.PI;
      return add(
        u.map((x) => x * Math.cos(a)),
        v,
        Math.sin(a),
      );
    };
    for (let i = 0; i < sides; i++) {
      const a = ring(p, r0, i),
        b = ring(p, r0, i + 1),
        c = ring(q, r1, i + 1),
        d = ring(q, r1, i),
        s = (r0 * 6.28) / sides;
      const e = [
        [a, i, s * i, 0],
        [b, i + 1, s * i + s, 0],
        [c, i + 1, s * i + s, l],
        [a, i, s * i, 0],
        [c, i + 1, s * i + s, l],
        [d, i, s * i, l],
      ];
      for (const [pt, j, x, y] of e) this.vertex(pt, nor(j), k, x, y, m);
      if (caps)
        for (const [o, z, y, n, g] of [
          [p, b, a, w.map((x) => -x), 0],
          [q, d, c, w, l],
        ])
          for (const pt of [o, z, y]) this.vertex(pt, n, k, pt[0], pt[2] + g, m);
    }
  }
  tube(points, r, m, col, sides = 6) {
    for (let i = 1; i < points.length; i++)
      this.cyl(
        points[i - 1],
        points[i],
        Array.isArray(r) ? r[i - 1] : r,
        Array.isArray(r) ? r[i] : r,
        m,
        col,
        sides,
        i === points.length - 1,
      );
  }
  ring(c, R, r, m, col, axis = 'x', n = 22) {
    const at = (i) => {
      const a = (i / n) * 2 * Math.PI,
        x = R * Math.cos(a),
        y = R * Math.sin(a);
      return axis === 'x' ? [c[0], c[1] + x, c[2] + y] : axis === 'y' ? [c[0] + x, c[1], c[2] + y] : [c[0] + x, c[1] + y, c[2]];
    };
    for (let i = 0; i < n; i++) this.cyl(at(i), at(i + 1), r, r, m, col, 6, false);
  }
  /** An ellipsoid; lump > 0 crumples it (bags, stones, heaps). */
  ball(c, rx, ry, rz, m, col, n = 12, lump = 0, seed = 1) {
    const bump = (x, y, z) => 1 + lump * (Math.sin(x * 5 + seed) * Math.cos(y * 6 + seed * 2) + 0.6 * Math.sin(z * 9 + y * 7 + seed * 3));
    this.sheet(
      n * 2,
      n,
      (u, v) => {
        const a = -u * 2 * Math.PI,
          b = (0.5 - v) * -Math.PI,
          x = Math.cos(b) * Math.cos(a),
          y = Math.sin(b),
          z = Math.cos(b) * Math.sin(a),
          k = bump(x, y, z);
        return [c[0] + rx * x * k, c[1] + ry * y * k, c[2] + rz * z * k];
      },
      m,
      col,
    );
  }
  /** A flat outline in x,y pulled along z from z0 to z1; the outline must be seen whole from its middle. */
  prism(line, z0, z1, m, col) {
    const mid = line.reduce((s, p) => [s[0] + p[0] / line.length, s[1] + p[1] / line.length], [0, 0]),
      k = rgb(col);
    line.forEach((p, i) => {
      const q = line[(i + 1) % line.length];
      this.quad([q[0], q[1], z0], [p[0], p[1], z0], [p[0], p[1], z1], [q[0], q[1], z1], m, col);
      for (const [z, a, b, n] of [
        [z1, p, q, 1],
        [z0, q, p, -1],
      ])
        for (const e of [mid, a, b]) this.vertex([e[0], e[1], z], [0, 0, n], k, e[0], e[1], m);
    });
  }
  /** A picture of the atlas on a face w by h looking to +z, its middle at x,y,z. */
  decal(x, y, z, w, h, name, ry = 0, col = '#ffffff') {
    const [u0, v0, u1, v1] = this.atlas.rect(name),
      X = w / 2,
      Y = h / 2;
    this.at(x, y, z, () => this.quad([-X, -Y, 0], [X, -Y, 0], [X, Y, 0], [-X, Y, 0], MAT.decal, col, [u0, v1, u1, v1, u1, v0, u0, v0]), {
      ry,
    });
  }
  /** The same lying on the ground, its top to -z. */
  floor(x, y, z, w, d, name, ry = 0, col = '#ffffff') {
    const [u0, v0, u1, v1] = this.atlas.rect(name),
      X = w / 2,
      Z = d / 2;
    this.at(x, y, z, () => this.quad([-X, 0, Z], [X, 0, Z], [X, 0, -Z], [-X, 0, -Z], MAT.decal, col, [u0, v1, u1, v1, u1, v0, u0, v0]), {
      ry,
    });
  }
  ground(x0, z0, x1, z1, y, m, col) {
    this.quad([x0, y, z1], [x1, y, z1], [x1, y, z0], [x0, y, z0], m, col, [x0, z1, x1, z1, x1, z0, x0, z0]);
  }
}
