// Renders a mesh by adding up many passes, each with its own point on the sun's disc, its own
// direction of skylight and its own camera shift: soft shadows, skylight and smooth edges follow.
import * as S from './shaders.js';
import { sub, cross, unit, add, random } from './mesh.js';

const SHADOW = 2048;
const mul = (a, b) => {
  const o = new Array(16).fill(0);
  for (let c = 0; c < 4; c++) for (let r = 0; r < 4; r++) for (let k = 0; k < 4; k++) o[c * 4 + r] += a[k * 4 + r] * b[c * 4 + k];
  return o;
};
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
function look(eye, to, up = [0, 1, 0]) {
  const z = unit(sub(eye, to)),
    x = unit(cross(up, z)),
    y = cross(z, x);
  return [x[0], y[0], z[0], 0, x[1], y[1], z[1], 0, x[2], y[2], z[2], 0, -dot(x, eye), -dot(y, eye), -dot(z, eye), 1];
}
function lens(fov, aspect, shift) {
  const f = 1 / Math.tan(fov / 2),
    n = 0.1,
    e = 600;
  return [f / aspect, 0, 0, 0, 0, f, 0, 0, 0, shift, (e + n) / (n - e), -1, 0, 0, (2 * e * n) / (n - e), 0];
}
function invert(m) {
  const a = [];
  for (let r = 0; r < 4; r++) {
    a.push([0, 1, 2, 3].map((c) => m[c * 4 + r]).concat([0, 1, 2, 3].map((c) => +(c === r))));
  }
  for (let i = 0; i < 4; i++) {
    let p = i;
    for (let r = i; r < 4; r++) if (Math.abs(a[r][i]) > Math.abs(a[p][i])) p = r;
    [a[i], a[p]] = [a[p], a[i]];
    const d = a[i][i];
    a[i] = a[i].map((v) => v / d);
    for (let r = 0; r < 4; r++)
      if (r !== i) {
        const k = a[r][i];
        a[r] = a[r].map((v, c) => v - k * a[i][c]);
      }
  }
  const o = [];
  for (let c = 0; c < 4; c++) for (let r = 0; r < 4; r++) o.push(a[r][4 + c]);
  return o;
}
function ortho(dir, centre, radius) {
  const v = look(add(centre, dir, radius * 2.5), centre, Math.abs(dir[1]) > 0.95 ? [0, 0, 1] : [0, 1, 0]),
    r = 1 / radius;
  return mul([r, 0, 0, 0, 0, r, 0, 0, 0, 0, -1 / (radius * 2.5), 0, 0, 0, -1, 1], v);
}
function program(gl, vs, fs) {
  const p = gl.createProgram();
  for (const [type, text] of [
    [gl.VERTEX_SHADER, vs],
    [gl.FRAGMENT_SHADER, fs],
  ]) {
    const s = gl.createShader(type);
    gl.shaderSource(s, text);
    gl.compileShader(s);
    if (!gl.getShaderParameter(s, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(s));
    gl.attachShader(p, s);
  }
  gl.linkProgram(p);
  if (!gl.getProgramParameter(p, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(p));
  const at = {};
  return { p, u: (name) => (name in at ? at[name] : (at[name] = gl.getUniformLocation(p, name))) };
}
function target(gl, w, h, depthOnly, format = gl.RGBA16F) {
  const f = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, f);
  const tex = (inner, fmt, type, point, filter) => {
    const t = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, t);
    gl.texImage2D(gl.TEXTURE_2D, 0, inner, w, h, 0, fmt, type, null);
    for (const k of ['WRAP_S', 'WRAP_T']) gl.texParameteri(gl.TEXTURE_2D, gl['TEXTURE_' + k], gl.CLAMP_TO_EDGE);
    for (const k of ['MIN', 'MAG']) gl.texParameteri(gl.TEXTURE_2D, gl[`TEXTURE_${k}_FILTER`], filter);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, point, gl.TEXTURE_2D, t, 0);
    return t;
  };
  const depth = tex(gl.DEPTH_COMPONENT24, gl.DEPTH_COMPONENT, gl.UNSIGNED_INT, gl.DEPTH_ATTACHMENT, gl.NEAREST);
  if (depthOnly) {
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_COMPARE_MODE, gl.COMPARE_REF_TO_TEXTURE);
    gl.drawBuffers([gl.NONE]);
    return { f, t: depth, w, h };
  }
  return {
    f,
    w,
    h,
    t: tex(
      format,
      gl.RGBA,
      format === gl.RGBA32F ? gl.FLOAT : gl.HALF_FLOAT,
      gl.COLOR_ATTACHMENT0,
      format === gl.RGBA32F ? gl.NEAREST : gl.LINEAR,
    ),
  };
}

/** Draws the scene and returns the canvas that holds it. */
export function render(mesh, scene, width, height, passes) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const gl = canvas.getContext('webgl2', { preserveDrawingBuffer: true, antialias: false });
  gl.getExtension('EXT_color_buffer_float');
  gl.getExtension('EXT_float_blend');
  const main = program(gl, S.vertex, S.fragment),
    dark = program(gl, S.depthVertex, S.depthFragment),
    heaven = program(gl, S.skyVertex, S.skyFragment);
  const sum = program(gl, S.skyVertex, S.addFragment),
    film = program(gl, S.skyVertex, S.filmFragment);
  const data = new Float32Array(mesh.data),
    count = data.length / 12;
  const full = gl.createVertexArray(),
    vao = gl.createVertexArray();
  gl.bindVertexArray(vao);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
  [
    [3, 0],
    [3, 12],
    [3, 24],
    [2, 36],
    [1, 44],
  ].forEach(([n, o], i) => {
    gl.enableVertexAttribArray(i);
    gl.vertexAttribPointer(i, n, gl.FLOAT, false, 48, o);
  });
  const sunT = target(gl, 2 * SHADOW, 2 * SHADOW, true),
    skyT = target(gl, 2 * SHADOW, 2 * SHADOW, true),
    frame = target(gl, width, height),
    acc = target(gl, width, height, false, gl.RGBA32F);
  const mirrored = scene.mirror !== undefined,
    mir = target(gl, mirrored ? width >> 1 : 4, mirrored ? height >> 1 : 4);
  const atlas = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, atlas);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, mesh.atlas.canvas);
  gl.generateMipmap(gl.TEXTURE_2D);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  const L = scene.light,
    cam = scene.camera,
    rnd = random(77),
    sun = unit(L.sun);
  const proj = lens((cam.fov * Math.PI) / 180, width / height, cam.shift || 0),
    view = mul(proj, look(cam.eye, cam.to));
  const y0 = scene.mirror || 0,
    flip = [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 2 * y0, 0, 1];
  // Seen through a mirror at y0 each thing stands where its reflection is seen.
  const under = mirrored ? mul(view, flip) : view;
  const texture = (unitNo, t) => {
    gl.activeTexture(gl.TEXTURE0 + unitNo);
    gl.bindTexture(gl.TEXTURE_2D, t);
  };
  const skyOf = (p) => {
    gl.uniform3fv(p.u('skyTop'), L.top);
    gl.uniform3fv(p.u('skyLow'), L.low);
    gl.uniform3fv(p.u('sunCol'), L.sunColour);
    gl.uniform3fv(p.u('sunAt'), sun);
    gl.uniform1f(p.u('cloud'), L.cloud || 0);
  };
  const shadow = (t, maps) => {
    gl.bindFramebuffer(gl.FRAMEBUFFER, t.f);
    gl.clear(gl.DEPTH_BUFFER_BIT);
    gl.useProgram(dark.p);
    gl.bindVertexArray(vao);
    maps.forEach((m, k) => {
      gl.viewport((k & 1) * SHADOW, (k >> 1) * SHADOW, SHADOW, SHADOW);
      gl.uniformMatrix4fv(dark.u('view'), false, m);
      gl.drawArrays(gl.TRIANGLES, 0, count);
    });
  };
  const paint = (to, plain, eye, clip, jit, l) => {
    const vp = plain.map((v, k) => (k % 4 < 2 ? v + jit[k % 4] * plain[k - (k % 4) + 3] : v));
    gl.bindFramebuffer(gl.FRAMEBUFFER, to.f);
    gl.viewport(0, 0, to.w, to.h);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.depthFunc(gl.LEQUAL);
    if (clip < -90) {
      gl.colorMask(false, false, false, false);
      gl.useProgram(dark.p);
      gl.uniformMatrix4fv(dark.u('view'), false, vp);
      gl.bindVertexArray(vao);
      gl.drawArrays(gl.TRIANGLES, 0, count);
      gl.colorMask(true, true, true, true);
    }
    gl.useProgram(main.p);
    gl.bindVertexArray(vao);
    const u = main.u;
    skyOf(main);
    gl.uniformMatrix4fv(u('view'), false, vp);
    gl.uniform3fv(u('eye'), eye);
    gl.uniform1f(u('clipY'), clip);
    gl.uniform3fv(u('sunDir'), l.sun.flat());
    gl.uniform3fv(u('skyDir'), l.sky.flat());
    gl.uniformMatrix4fv(u('sunM'), false, l.sunM.flat());
    gl.uniformMatrix4fv(u('skyM'), false, l.skyM.flat());
    gl.uniform3fv(
      u('skyL'),
      l.sky.flatMap((d) => [0, 1, 2].map((k) => L.low[k] + (L.top[k] - L.low[k]) * Math.pow(d[1], 0.55))),
    );
    gl.uniform3fv(u('bounce'), L.bounce);
    gl.uniform3fv(u('fogCol'), L.fogColour || L.low);
    gl.uniform1f(u('fog'), L.fog || 0.003);
    gl.uniform1f(u('wet'), L.wet || 0);
    gl.uniform2f(u('res'), to.w, to.h);
    const lamps = (scene.lamps || []).slice(0, 6),
      P = [],
      C = [];
    for (let i = 0; i < 6; i++) {
      P.push(...(lamps[i] ? lamps[i].at : [0, -99, 0, 0]));
      C.push(...(lamps[i] ? lamps[i].colour : [0, 0, 0]), 0);
    }
    gl.uniform1i(u('lampN'), lamps.length);
    gl.uniform4fv(u('lampP'), P);
    gl.uniform4fv(u('lampC'), C);
    texture(0, sunT.t);
    texture(1, skyT.t);
    texture(2, atlas);
    texture(3, to === mir ? atlas : mir.t);
    ['sunS', 'skyS', 'atlas', 'mirror'].forEach((n, i) => gl.uniform1i(u(n), i));
    gl.drawArrays(gl.TRIANGLES, 0, count);
    gl.useProgram(heaven.p);
    gl.bindVertexArray(full);
    skyOf(heaven);
    gl.uniformMatrix4fv(heaven.u('inv'), false, invert(vp));
    gl.uniform3fv(heaven.u('eye'), eye);
    gl.depthFunc(gl.LEQUAL);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  };
  gl.enable(gl.DEPTH_TEST);
  gl.bindFramebuffer(gl.FRAMEBUFFER, acc.f);
  gl.clearColor(0, 0, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const focus = scene.focus || [0, 3, 0],
    radius = scene.radius || 30;
  for (let i = 0; i < passes; i++) {
    const l = { sun: [], sky: [] };
    for (let k = 0; k < 4; k++) {
      const n = k * passes + i,
        a = n * 2.39996,
        y = (n + 0.5) / (4 * passes),
        r = Math.sqrt(1 - y * y),
        s = L.soft || 0.02;
      l.sky.push([Math.cos(a) * r, Math.max(y, 0.03), Math.sin(a) * r]);
      l.sun.push(unit(add(sun, [rnd.in(-s, s), rnd.in(-s, s), rnd.in(-s, s)])));
    }
    l.sunM = l.sun.map((d) => ortho(d, focus, radius));
    l.skyM = l.sky.map((d) => ortho(unit(d), focus, radius));
    gl.disable(gl.BLEND);
    shadow(sunT, l.sunM);
    shadow(skyT, l.skyM);
    const jit = [((((i * 0.7549) % 1) - 0.5) * 2.2) / width, ((((i * 0.5698) % 1) - 0.5) * 2.2) / height];
    if (mirrored) paint(mir, under, [cam.eye[0], 2 * y0 - cam.eye[1], cam.eye[2]], y0, jit, l);
    paint(frame, view, cam.eye, -99, jit, l);
    gl.bindFramebuffer(gl.FRAMEBUFFER, acc.f);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE);
    gl.disable(gl.DEPTH_TEST);
    gl.useProgram(sum.p);
    gl.bindVertexArray(full);
    texture(0, frame.t);
    gl.uniform1i(sum.u('t'), 0);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.enable(gl.DEPTH_TEST);
  }
  gl.disable(gl.BLEND);
  gl.disable(gl.DEPTH_TEST);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.viewport(0, 0, width, height);
  gl.useProgram(film.p);
  texture(0, acc.t);
  gl.uniform1i(film.u('t'), 0);
  gl.uniform1f(film.u('expo'), L.exposure || 1);
  gl.uniform3fv(film.u('grade'), L.grade || [1, 1, 1]);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  return canvas;
}
