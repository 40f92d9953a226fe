// Everything with writing or fine drawing on it (signs, doors, couplets, labels) is drawn here once.
const SANS = '"Noto Sans CJK SC"',
  SERIF = '"Noto Serif CJK SC"';
export class Atlas {
  constructor(size = 4096) {
    this.size = size;
    this.canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
    this.c = this.canvas.getContext('2d');
    this.x = 4;
    this.y = 4;
    this.row = 0;
    this.at = new Map();
  }
  /** Draws a picture w by h pixels once under its name. */
  draw(name, w, h, paint) {
    if (this.at.has(name)) return name;
    if (this.x + w + 8 > this.size) {
      this.x = 4;
      this.y += this.row + 8;
      this.row = 0;
    }
    const c = this.c;
    c.save();
    c.translate(this.x, this.y);
    c.beginPath();
    c.rect(0, 0, w, h);
    c.clip();
    paint(c, w, h);
    c.restore();
    this.at.set(name, [(this.x + 1) / this.size, (this.y + 1) / this.size, (this.x + w - 1) / this.size, (this.y + h - 1) / this.size]);
    this.x += w + 8;
    this.row = Math.max(this.row, h);
    return name;
  }
  rect(name) {
    const r = this.at.get(name);
    if (!r) throw new Error('no picture ' + name);
    return r;
  }
  /** A board with words; down writes them from top to bottom. */
  sign(
    text,
    { bg = '#1f5fa8', fg = '#ffffff', w = 512, h = 128, size = 0, down = false, serif = false, edge = '', name = text + bg } = {},
  ) {
    return this.draw(name, w, h, (c) => {
      c.fillStyle = bg;
      c.fillRect(0, 0, w, h);
      if (edge) {
        c.strokeStyle = edge;
        c.lineWidth = 6;
        c.strokeRect(8, 8, w - 16, h - 16);
      }
      const lines = text.split('\n'),
        n = down ? text.length : Math.max(...lines.map((l) => l.length));
      const s = size || Math.min(down ? (h / n) * 0.86 : (w / n) * 0.86, (down ? w : h / lines.length) * 0.76);
      c.font = `bold ${s}px ${serif ? SERIF : SANS}`;
      c.fillStyle = fg;
      c.textAlign = 'center';
      c.textBaseline = 'middle';
      if (down) [...text].forEach((t, i) => c.fillText(t, w / 2, (h * (i + 0.5)) / n));
      else lines.forEach((t, i) => c.fillText(t, w / 2, (h * (i + 0.5)) / lines.length + s * 0.04));
    });
  }
}
const speck = (c, w, h, n, col, r) => {
  c.fillStyle = col;
  for (let i = 0; i < n; i++) {
    const x = (i * 7919) % w,
      y = (i * 104729) % h;
    c.fillRect(x, y, r, r);
  }
};
function door(c, w, h, base, dark, light) {
  const g = c.createLinearGradient(0, 0, w, h);
  g.addColorStop(0, light);
  g.addColorStop(1, base);
  c.fillStyle = g;
  c.fillRect(0, 0, w, h);
  c.strokeStyle = dark;
  c.lineWidth = 8;
  c.strokeRect(4, 4, w - 8, h - 8);
  c.lineWidth = 4;
  for (const [x, y, ww, hh] of [
    [0.12, 0.06, 0.76, 0.3],
    [0.12, 0.4, 0.34, 0.54],
    [0.54, 0.4, 0.34, 0.54],
  ]) {
    c.strokeStyle = dark;
    c.strokeRect(x * w, y * h, ww * w, hh * h);
    c.strokeStyle = light;
    c.strokeRect(x * w + 7, y * h + 7, ww * w - 14, hh * h - 14);
  }
  c.fillStyle = '#c9b26a';
  c.fillRect(w * 0.05, h * 0.47, 16, 70);
  speck(c, w, h, 60, 'rgba(0,0,0,.12)', 3);
}
function fan(c, w, h) {
  c.fillStyle = '#dcdcd4';
  c.fillRect(0, 0, w, h);
  c.fillStyle = '#2e3133';
  c.beginPath();
  c.arc(w * 0.4, h / 2, h * 0.42, 0, 7);
  c.fill();
  c.strokeStyle = '#b8bab4';
  c.lineWidth = 3;
  for (let r = 10; r < h * 0.42; r += 9) {
    c.beginPath();
    c.arc(w * 0.4, h / 2, r, 0, 7);
    c.stroke();
  }
  for (let a = 0; a < 6.3; a += 0.52) {
    c.beginPath();
    c.moveTo(w * 0.4, h / 2);
    c.lineTo(w * 0.4 + Math.cos(a) * h * 0.42, h / 2 + Math.sin(a) * h * 0.42);
    c.stroke();
  }
  for (let y = 20; y < h - 16; y += 10) {
    c.fillStyle = '#b4b5ae';
    c.fillRect(w * 0.8, y, w * 0.16, 4);
  }
  c.fillStyle = 'rgba(120,80,40,.22)';
  c.fillRect(0, h - 12, w, 12);
}
/** The pictures that many scenes share. */
export function common(a) {
  a.draw('fan', 256, 192, fan);
  a.draw('door-green', 256, 512, (c, w, h) => door(c, w, h, '#35554a', '#20352e', '#4d7263'));
  a.draw('door-red', 256, 512, (c, w, h) => door(c, w, h, '#6d2a22', '#401612', '#8d4034'));
  a.draw('door-grey', 256, 512, (c, w, h) => door(c, w, h, '#656b6e', '#3b4043', '#858c8f'));
  a.draw('box', 256, 256, (c, w, h) => {
    c.fillStyle = '#b98d5b';
    c.fillRect(0, 0, w, h);
    speck(c, w, h, 300, 'rgba(90,60,30,.25)', 2);
    c.fillStyle = '#d8bd8a';
    c.fillRect(w * 0.42, 0, 40, h);
    c.fillStyle = '#6b4a2a';
    c.font = `bold 34px ${SANS}`;
    c.fillText('小心轻放', 20, 220);
    c.strokeStyle = '#6b4a2a';
    c.lineWidth = 4;
    c.strokeRect(20, 150, 36, 34);
  });
  a.draw('fu', 256, 256, (c, w, h) => {
    c.translate(w / 2, h / 2);
    c.rotate(Math.PI / 4);
    c.fillStyle = '#c4201a';
    c.fillRect(-88, -88, 176, 176);
    c.strokeStyle = '#e9b53c';
    c.lineWidth = 6;
    c.strokeRect(-78, -78, 156, 156);
    c.rotate(-Math.PI / 4);
    c.fillStyle = '#f0c04a';
    c.font = `bold 124px ${SERIF}`;
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillText('福', 0, 4);
  });
  a.sign('花开富贵家家乐', { bg: '#b81c17', fg: '#f2c65a', w: 96, h: 640, down: true, serif: true, name: 'left' });
  a.sign('灯照吉祥岁岁欢', { bg: '#b81c17', fg: '#f2c65a', w: 96, h: 640, down: true, serif: true, name: 'right' });
  a.sign('万事如意', { bg: '#b81c17', fg: '#f2c65a', w: 400, h: 96, serif: true, name: 'top' });
  for (let i = 1; i < 5; i++) a.sign(`${i}单元`, { bg: '#1f5fa8', w: 256, h: 96, name: 'unit' + i });
  for (const [k, t, col] of [
    ['kitchen', '厨余垃圾', '#2f7d3f'],
    ['recycle', '可回收物', '#1f5fa8'],
    ['harm', '有害垃圾', '#b8281f'],
    ['other', '其他垃圾', '#55585a'],
  ]) {
    a.draw('bin-' + k, 192, 192, (c, w, h) => {
      c.fillStyle = col;
      c.fillRect(0, 0, w, h);
      c.strokeStyle = '#fff';
      c.lineWidth = 9;
      for (let i = 0; i < 3; i++) {
        c.save();
        c.translate(w / 2, 74);
        c.rotate(i * 2.094);
        c.beginPath();
        c.moveTo(-26, 36);
        c.lineTo(20, 36);
        c.lineTo(12, 26);
        c.moveTo(20, 36);
        c.lineTo(12, 46);
        c.stroke();
        c.restore();
      }
      c.fillStyle = '#fff';
      c.font = `bold 40px ${SANS}`;
      c.textAlign = 'center';
      c.fillText(t, w / 2, 172);
    });
  }
  a.draw('plate', 128, 48, (c, w, h) => {
    c.fillStyle = '#1d55b0';
    c.fillRect(0, 0, w, h);
    c.strokeStyle = '#fff';
    c.lineWidth = 3;
    c.strokeRect(4, 4, w - 8, h - 8);
    c.fillStyle = 'rgba(235,240,250,.75)';
    c.fillRect(16, 16, 96, 16);
  });
  a.draw('manhole', 256, 256, (c) => {
    c.fillStyle = '#4a4743';
    c.beginPath();
    c.arc(128, 128, 124, 0, 7);
    c.fill();
    c.strokeStyle = '#2c2a28';
    c.lineWidth = 8;
    c.stroke();
    c.lineWidth = 5;
    for (let r = 24; r < 110; r += 20) {
      c.setLineDash([16, 9]);
      c.beginPath();
      c.arc(128, 128, r, 0, 7);
      c.stroke();
    }
    c.setLineDash([]);
  });
}
