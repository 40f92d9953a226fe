// Renders the demo pictures: node scripts/scenes/run.mjs [--quick] [--out DIR] [name ...]
// A small server hands the scripts of this folder to a headless Chromium, which sends each picture back.
// A picture takes one to three minutes without a graphics card; --quick draws it small, PASSES=1 without soft light.
import { createServer } from 'node:http';
import { readFile, writeFile, mkdir, rm, mkdtemp } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join, extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2),
  quick = args.includes('--quick'),
  at = args.indexOf('--out');
const out = at >= 0 ? args[at + 1] : join(here, '../../server/demo/photos');
const names = args.filter((a, i) => !a.startsWith('--') && (at < 0 || i !== at + 1));
const types = { '.js': 'text/javascript', '.html': 'text/html; charset=utf-8' };
const body = (req) =>
  new Promise((done) => {
    const parts = [];
    req.on('data', (d) => parts.push(d)).on('end', () => done(Buffer.concat(parts)));
  });

await mkdir(out, { recursive: true });
const profile = await mkdtemp(join(tmpdir(), 'scenes-'));
let browser;
const end = async (code) => {
  browser.kill();
  server.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
};
const server = createServer(async (req, res) => {
  const path = new URL(req.url, 'http://x').pathname;
  if (req.method === 'POST') {
    const data = await body(req),
      name = path.slice(6);
    if (path.startsWith('/save/') && /^[a-z0-9-]+$/.test(name)) {
      await writeFile(join(out, name + '.jpg'), data);
      console.log(`${name}.jpg ${Math.round(data.length / 1024)} kB`);
    } else console.log(data.toString());
    res.end();
    if (path === '/done') await end(0);
    if (path === '/fail') await end(1);
    return;
  }
  try {
    const file = path === '/' ? 'page.html' : path.slice(1).replace(/[^a-z.]/g, '');
    res.setHeader('content-type', types[extname(file)] || 'text/plain');
    res.end(await readFile(join(here, file)));
  } catch {
    res.statusCode = 404;
    res.end();
  }
});
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}/?quick=${+quick}&only=${names.join(',')}&passes=${process.env.PASSES || ''}`;
  browser = spawn(
    process.env.CHROMIUM || '/usr/bin/chromium',
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu-watchdog',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      `--user-data-dir=${profile}`,
      url,
    ],
    { stdio: 'ignore' },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(1));
  browser.on('error', (e) => {
    console.error(`Chromium does not start: ${e.message}`);
    process.exit(1);
  });
});
