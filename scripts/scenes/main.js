// Renders the scenes asked for, one after the other, and sends each to the server that started this page.
import { Mesh } from './mesh.js';
import { Atlas, common } from './atlas.js';
import { render } from './engine.js';
import { finish } from './film.js';

const query = new URLSearchParams(location.search),
  only = (query.get('only') || '').split(',').filter(Boolean),
  quick = query.get('quick') === '1';
const tell = (path, data) => fetch(path, { method: 'POST', body: data });
const jpeg = (canvas, quality) => new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));
const wanted = (name) => !only.length || only.some((o) => name.startsWith(o));

/** The quality is lowered until the picture fits the size wanted. */
async function send(name, canvas, most = 205e3) {
  let blob;
  for (let q = 0.86; q > 0.3; q -= 0.06) {
    blob = await jpeg(canvas, q);
    if (blob.size <= most) break;
  }
  await tell('/save/' + name, blob);
}
async function photo(name, make) {
  const began = performance.now(),
    atlas = new Atlas();
  common(atlas);
  const mesh = new Mesh(atlas),
    scene = make(mesh, atlas),
    [w, h] = scene.size || [1400, 1050],
    k = quick ? 0.5 : 1;
  const raw = render(mesh, scene, w * k, h * k, +query.get('passes') || (quick ? 2 : scene.passes || 4)),
    picture = finish(raw, scene.film || {});
  raw.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext();
  await send(name, picture);
  await tell('/log', `${name}: ${(mesh.data.length / 36) | 0} triangles, ${Math.round(performance.now() - began)} ms`);
}
try {
  const modules = await Promise.all(
    ['indoor', 'estate', 'yard', 'fitness', 'door', 'board', 'village', 'lane', 'estateplan', 'villageplan'].map(
      (m) => import(`./${m}.js`),
    ),
  );
  const scenes = Object.assign({}, ...modules.map((m) => m.scenes || {})),
    plans = Object.assign({}, ...modules.map((m) => m.plans || {}));
  for (const [name, make] of Object.entries(scenes)) if (wanted(name)) await photo(name, make);
  for (const [name, make] of Object.entries(plans)) if (wanted(name)) await send(name, make(), 330e3);
  await tell('/done', 'done');
} catch (e) {
  await tell('/fail', `${e.message}\n${e.stack}`);
}
