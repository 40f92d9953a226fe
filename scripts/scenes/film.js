// What makes a rendering look taken: bloom, vignette, grain, rain on the lens side.
import { random } from './mesh.js';

export function finish(raw, { bloom = 0.22, vignette = 0.34, grain = 9, rain = 0, tone = null }) {
  const w = raw.width,
    h = raw.height,
    out = Object.assign(document.createElement('canvas'), { width: w, height: h }),
    c = out.getContext('2d');
  c.filter = 'contrast(1.03)';
  c.drawImage(raw, 0, 0);
  c.filter = 'none';
  c.globalCompositeOperation = 'screen';
  c.globalAlpha = bloom;
  c.filter = `brightness(0.9) contrast(2.2) blur(${w / 70}px)`;
  c.drawImage(raw, 0, 0);
  c.filter = 'none';
  c.globalAlpha = 1;
  c.globalCompositeOperation = 'source-over';
  if (rain) streaks(c, w, h, rain);
  if (tone) {
    c.globalCompositeOperation = 'soft-light';
    c.fillStyle = tone;
    c.fillRect(0, 0, w, h);
    c.globalCompositeOperation = 'source-over';
  }
  const g = c.createRadialGradient(w / 2, h / 2, Math.min(w, h) * 0.42, w / 2, h / 2, Math.hypot(w, h) * 0.56);
  g.addColorStop(0, 'rgba(12,10,8,0)');
  g.addColorStop(1, `rgba(12,10,8,${vignette})`);
  c.fillStyle = g;
  c.fillRect(0, 0, w, h);
  const rnd = random(5),
    px = c.getImageData(0, 0, w, h),
    d = px.data;
  for (let i = 0; i < d.length; i += 4) {
    const k = (rnd() + rnd() - 1) * grain;
    d[i] += k;
    d[i + 1] += k;
    d[i + 2] += k;
  }
  c.putImageData(px, 0, 0);
  return out;
}
function streaks(c, w, h, n) {
  const rnd = random(21);
  for (let i = 0; i < n; i++) {
    const x = rnd.in(-20, w),
      y = rnd.in(-40, h),
      l = rnd.in(14, 46) * (h / 1080),
      a = rnd.in(0.05, 0.2);
    c.strokeStyle = `rgba(225,232,240,${a})`;
    c.lineWidth = rnd.in(0.6, 1.6) * (h / 1080);
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(x - l * 0.16, y + l);
    c.stroke();
  }
}
