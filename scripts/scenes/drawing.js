// How the plans are drawn: like a tourist map, seen from above, north at the top.
import { random } from './mesh.js';

export const W = 1600,
  H = 1200,
  SANS = '"Noto Sans CJK SC"',
  SERIF = '"Noto Serif CJK SC"';
export const INK = '#2b3a33';

export function sheet(base, seed) {
  const canvas = Object.assign(document.createElement('canvas'), { width: W, height: H }),
    c = canvas.getContext('2d'),
    rnd = random(seed);
  c.fillStyle = base;
  c.fillRect(0, 0, W, H);
  for (let i = 0; i < 9000; i++) {
    c.fillStyle = rnd() < 0.5 ? 'rgba(255,255,240,.10)' : 'rgba(40,60,20,.06)';
    c.fillRect(rnd() * W, rnd() * H, rnd.in(1, 4), rnd.in(1, 3));
  }
  c.lineJoin = c.lineCap = 'round';
  return { canvas, c, rnd };
}
export const shadow = (c, on, dx = 10, dy = 12) => {
  c.shadowColor = on ? 'rgba(30,40,30,.42)' : 'transparent';
  c.shadowBlur = on ? 10 : 0;
  c.shadowOffsetX = on ? dx : 0;
  c.shadowOffsetY = on ? dy : 0;
};

export function label(
  c,
  text,
  x,
  y,
  size = 34,
  { fill = INK, halo = 'rgba(255,253,245,.94)', bold = true, font = SANS, down = false } = {},
) {
  c.font = `${bold ? 'bold ' : ''}${size}px ${font}`;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  const put = (t, px, py) => {
    c.lineWidth = size / 4.2;
    c.strokeStyle = halo;
    c.strokeText(t, px, py);
    c.fillStyle = fill;
    c.fillText(t, px, py);
  };
  if (down) [...text].forEach((t, i) => put(t, x, y + (i - (text.length - 1) / 2) * size * 1.12));
  else put(text, x, y);
}
/** Roads given as [points, width]; all edges first, so that crossings are open. */
export function roads(c, list) {
  for (const [more, colour] of [
    [8, '#c3b9a3'],
    [0, '#efe9dc'],
  ])
    for (const [points, width] of list) {
      c.strokeStyle = colour;
      c.lineWidth = width + more;
      c.beginPath();
      points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
      c.stroke();
    }
}
export function tree(c, x, y, r, rnd, cols = ['#5f8a4a', '#6f9a52', '#547d44']) {
  shadow(c, true, r * 0.3, r * 0.4);
  c.fillStyle = cols[0];
  c.beginPath();
  c.arc(x, y, r, 0, 7);
  c.fill();
  shadow(c, false);
  for (let i = 0; i < 16; i++) {
    const t = rnd() * 6.28,
      k = rnd() * 0.72;
    c.fillStyle = cols[1 + (i % 2)];
    c.globalAlpha = 0.75;
    c.beginPath();
    c.arc(x + Math.cos(t) * r * k - r * 0.08, y + Math.sin(t) * r * k - r * 0.1, r * rnd.in(0.16, 0.34), 0, 7);
    c.fill();
  }
  c.globalAlpha = 0.35;
  c.fillStyle = '#eef5c8';
  c.beginPath();
  c.arc(x - r * 0.3, y - r * 0.34, r * 0.26, 0, 7);
  c.fill();
  c.globalAlpha = 1;
}
export const AUTUMN = ['#c39a3a', '#d4ae4c', '#b0883a'];
export function area(c, x, y, w, h, fill, r = 14, edge = '') {
  c.fillStyle = fill;
  c.beginPath();
  c.roundRect(x, y, w, h, r);
  c.fill();
  if (edge) {
    c.strokeStyle = edge;
    c.lineWidth = 4;
    c.stroke();
  }
}

export function north(c, x, y) {
  c.fillStyle = 'rgba(255,253,245,.9)';
  c.beginPath();
  c.arc(x, y, 46, 0, 7);
  c.fill();
  for (const s of [-1, 1]) {
    c.fillStyle = s < 0 ? '#b3271f' : '#7d2a20';
    c.beginPath();
    c.moveTo(x, y - 24);
    c.lineTo(x + s * 15, y + 32);
    c.lineTo(x, y + 20);
    c.fill();
  }
  c.font = `bold 24px ${SANS}`;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillStyle = INK;
  c.fillText('北', x, y - 33);
}
export function title(c, text, x, y) {
  c.font = `bold 46px ${SERIF}`;
  const w = c.measureText(text).width + 70;
  shadow(c, true, 4, 5);
  area(c, x, y, w, 82, '#fffdf5', 12);
  shadow(c, false);
  c.strokeStyle = '#7d2a20';
  c.lineWidth = 3;
  c.strokeRect(x + 8, y + 8, w - 16, 66);
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillStyle = '#7d2a20';
  c.fillText(text, x + w / 2, y + 43);
}
