// The plans: the estate and the village from above, drawn like a tourist map, north at the top.
import { random } from './mesh.js';

const W = 1600, H = 1200, SANS = '"Noto Sans CJK SC"', SERIF = '"Noto Serif CJK SC"';
const INK = '#2b3a33';

function sheet(base, seed) {
  const canvas = Object.assign(document.createElement('canvas'), { width: W, height: H }), c = canvas.getContext('2d'), rnd = random(seed);
  c.fillStyle = base;
  c.fillRect(0, 0, W, H);
  for (let i = 0; i < 9000; i++) {
    c.fillStyle = rnd() < 0.5 ? 'rgba(255,255,240,.10)' : 'rgba(40,60,20,.06)';
    c.fillRect(rnd() * W, rnd() * H, rnd.in(1, 4), rnd.in(1, 3));
  }
  c.lineJoin = c.lineCap = 'round';
  return { canvas, c, rnd };
}
const shadow = (c, on, dx = 10, dy = 12) => { c.shadowColor = on ? 'rgba(30,40,30,.42)' : 'transparent'; c.shadowBlur = on ? 10 : 0; c.shadowOffsetX = on ? dx : 0; c.shadowOffsetY = on ? dy : 0; };

function label(c, text, x, y, size = 34, { fill = INK, halo = 'rgba(255,253,245,.94)', bold = true, font = SANS, down = false } = {}) {
  c.font = `${bold ? 'bold ' : ''}${size}px ${font}`;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  const put = (t, px, py) => { c.lineWidth = size / 4.2; c.strokeStyle = halo; c.strokeText(t, px, py); c.fillStyle = fill; c.fillText(t, px, py); };
  if (down) [...text].forEach((t, i) => put(t, x, y + (i - (text.length - 1) / 2) * size * 1.12)); else put(text, x, y);
}
/** Roads given as [points, width]; all edges first, so that crossings are open. */
function roads(c, list) {
  for (const [more, colour] of [[8, '#c3b9a3'], [0, '#efe9dc']]) for (const [points, width] of list) { c.strokeStyle = colour; c.lineWidth = width + more; c.beginPath(); points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y))); c.stroke(); }
}
function tree(c, x, y, r, rnd, cols = ['#5f8a4a', '#6f9a52', '#547d44']) {
  shadow(c, true, r * 0.3, r * 0.4);
  c.fillStyle = cols[0];
  c.beginPath(); c.arc(x, y, r, 0, 7); c.fill();
  shadow(c, false);
  for (let i = 0; i < 16; i++) { const t = rnd() * 6.28, k = rnd() * 0.72; c.fillStyle = cols[1 + (i % 2)]; c.globalAlpha = 0.75; c.beginPath(); c.arc(x + Math.cos(t) * r * k - r * 0.08, y + Math.sin(t) * r * k - r * 0.1, r * rnd.in(0.16, 0.34), 0, 7); c.fill(); }
  c.globalAlpha = 0.35; c.fillStyle = '#eef5c8'; c.beginPath(); c.arc(x - r * 0.3, y - r * 0.34, r * 0.26, 0, 7); c.fill(); c.globalAlpha = 1;
}
const AUTUMN = ['#c39a3a', '#d4ae4c', '#b0883a'];
function area(c, x, y, w, h, fill, r = 14, edge = '') { c.fillStyle = fill; c.beginPath(); c.roundRect(x, y, w, h, r); c.fill(); if (edge) { c.strokeStyle = edge; c.lineWidth = 4; c.stroke(); } }

/** A six-storey block: flat roof with parapet, water heaters and two entrances on its south side. */
function block(c, x, y, w, h, name, roof, rnd) {
  shadow(c, true, 18, 22); area(c, x, y, w, h, '#a8573f', 4); shadow(c, false);
  area(c, x + 6, y + 6, w - 12, h - 12, roof, 2);
  c.strokeStyle = 'rgba(60,40,30,.25)'; c.lineWidth = 2;
  for (let i = 1; i < 9; i++) { c.beginPath(); c.moveTo(x + (w * i) / 9, y + 6); c.lineTo(x + (w * i) / 9, y + h - 6); c.stroke(); }
  for (let i = 0; i < 11; i++) { const px = x + 22 + i * ((w - 60) / 10.4); if (Math.abs(px - x - w / 2) < 92) continue; c.fillStyle = '#2d4560'; c.fillRect(px, y + 18, 20, 24); c.fillStyle = '#dfe4e6'; c.fillRect(px - 2, y + 12, 24, 7); }
  [0.25, 0.75].forEach((k, i) => { const px = x + w * k; area(c, px - 26, y + h - 4, 52, 26, '#b9b2a4', 3, '#8a5a48'); c.fillStyle = '#1f5fa8'; c.beginPath(); c.roundRect(px - 35, y + h + 24, 70, 28, 6); c.fill(); c.font = `bold 19px ${SANS}`; c.textAlign = 'center'; c.textBaseline = 'middle'; c.fillStyle = '#fff'; c.fillText(['一单元', '二单元'][i], px, y + h + 39); });
  label(c, name, x + w / 2, y + h / 2 + 2, 50, { fill: '#7d2a20' });
  return rnd;
}
function north(c, x, y) {
  c.fillStyle = 'rgba(255,253,245,.9)'; c.beginPath(); c.arc(x, y, 46, 0, 7); c.fill();
  for (const s of [-1, 1]) { c.fillStyle = s < 0 ? '#b3271f' : '#7d2a20'; c.beginPath(); c.moveTo(x, y - 24); c.lineTo(x + s * 15, y + 32); c.lineTo(x, y + 20); c.fill(); }
  c.font = `bold 24px ${SANS}`; c.textAlign = 'center'; c.textBaseline = 'middle'; c.fillStyle = INK; c.fillText('北', x, y - 33);
}
function title(c, text, x, y) {
  c.font = `bold 46px ${SERIF}`;
  const w = c.measureText(text).width + 70;
  shadow(c, true, 4, 5); area(c, x, y, w, 82, '#fffdf5', 12); shadow(c, false);
  c.strokeStyle = '#7d2a20'; c.lineWidth = 3; c.strokeRect(x + 8, y + 8, w - 16, 66);
  c.textAlign = 'center'; c.textBaseline = 'middle'; c.fillStyle = '#7d2a20'; c.fillText(text, x + w / 2, y + 43);
}
function cars(c, x, y, n, rnd) {
  for (let i = 0; i < n; i++) { c.strokeStyle = '#fff'; c.lineWidth = 3; c.strokeRect(x + i * 46, y, 46, 84); if (rnd() < 0.72) { shadow(c, true, 4, 5); area(c, x + i * 46 + 9, y + 10, 28, 62, rnd.of(['#d6d8da', '#8d2b27', '#37506b', '#f2f2ee', '#4a4d50', '#b9a98c']), 9); shadow(c, false); c.fillStyle = 'rgba(30,40,50,.75)'; c.fillRect(x + i * 46 + 13, y + 24, 20, 10); c.fillRect(x + i * 46 + 13, y + 52, 20, 8); } }
}
function gate(c, text, x, y, down) {
  for (const s of [-1, 1]) { shadow(c, true, 5, 6); area(c, x - 15 + (down ? 0 : s * 58), y - 15 + (down ? s * 58 : 0), 30, 30, '#96513c', 4); shadow(c, false); }
  c.strokeStyle = '#c0201c'; c.lineWidth = 7; c.setLineDash([14, 12]); c.beginPath(); if (down) { c.moveTo(x, y - 40); c.lineTo(x, y + 40); } else { c.moveTo(x - 40, y); c.lineTo(x + 40, y); } c.stroke(); c.setLineDash([]);
  label(c, text, down ? x - 8 : x + 128, down ? y - 100 : y + 6, 36, { fill: '#1f5fa8' });
}
function estate() {
  const { canvas, c, rnd } = sheet('#b9cf9c', 7);
  c.fillStyle = '#d9d3c4'; c.fillRect(0, 1130, W, 70); c.fillRect(1534, 0, 66, H);
  label(c, '经二路', 330, 1166, 34, { fill: '#5a544a', halo: 'rgba(0,0,0,0)' }); label(c, '新宝路', 1568, 820, 34, { fill: '#5a544a', halo: 'rgba(0,0,0,0)', down: true });
  c.strokeStyle = '#8a7a66'; c.lineWidth = 12; c.strokeRect(70, 70, 1440, 1036);
  roads(c, [[[[120, 440], [1560, 440]], 78], [[[800, 440], [800, 1160]], 78], [[[120, 700], [800, 700]], 56], [[[800, 700], [1440, 700]], 56], [[[120, 180], [120, 700]], 44]]);
  c.strokeStyle = '#fff'; c.lineWidth = 3; c.setLineDash([24, 20]); for (const [a, b, d, e] of [[170, 440, 1500, 440], [800, 490, 800, 1120]]) { c.beginPath(); c.moveTo(a, b); c.lineTo(d, e); c.stroke(); } c.setLineDash([]);
  block(c, 190, 215, 500, 128, '1号楼', '#d9c7a6', rnd); block(c, 900, 215, 500, 128, '2号楼', '#cdb79a', rnd); block(c, 190, 510, 500, 118, '3号楼', '#d6c4a8', rnd); block(c, 900, 510, 500, 118, '4号楼', '#d3bf9c', rnd);
  c.save(); c.beginPath(); c.rect(190, 402, 480, 76); c.clip(); c.strokeStyle = '#d8a52c'; c.lineWidth = 8; for (let i = 0; i < 26; i++) { c.beginPath(); c.moveTo(150 + i * 24, 478); c.lineTo(190 + i * 24, 402); c.stroke(); } c.restore(); c.strokeStyle = '#d8a52c'; c.lineWidth = 6; c.strokeRect(190, 404, 480, 72); label(c, '消防通道', 430, 441, 36, { fill: '#9a6a08' });
  area(c, 190, 760, 500, 300, '#9dbd78', 40, '#7fa05c'); c.strokeStyle = '#e6dcc4'; c.lineWidth = 18; c.beginPath(); c.moveTo(690, 800); c.bezierCurveTo(520, 780, 520, 960, 400, 930); c.bezierCurveTo(300, 900, 300, 1010, 200, 1000); c.stroke();
  area(c, 235, 850, 190, 120, '#c2705a', 18, '#a3553f'); for (const [x, y] of [[270, 884], [330, 900], [386, 880], [300, 935]]) { c.fillStyle = '#2b5f8a'; c.beginPath(); c.arc(x, y, 10, 0, 7); c.fill(); c.strokeStyle = '#d9a02c'; c.lineWidth = 5; c.stroke(); }
  label(c, '健身角', 330, 990, 32); label(c, '小花园', 590, 1010, 38, { fill: '#2f6b3f' });
  shadow(c, true, 14, 16); area(c, 930, 770, 320, 150, '#b3271f', 4); shadow(c, false); area(c, 938, 778, 304, 134, '#c9604a', 2); c.strokeStyle = 'rgba(90,20,10,.4)'; c.lineWidth = 3; for (let i = 0; i < 12; i++) { c.beginPath(); c.moveTo(940, 782 + i * 11.6); c.lineTo(1240, 782 + i * 11.6); c.stroke(); } label(c, '党群服务中心', 1090, 846, 40, { fill: '#7d1a12' });
  area(c, 890, 990, 200, 80, '#1f6f54', 6); for (const [i, k] of ['#2f7d3f', '#1f5fa8', '#b8281f', '#55585a'].entries()) area(c, 906 + i * 44, 1004, 36, 52, k, 5, '#f3efe4'); label(c, '垃圾分类点', 990, 962, 32);
  area(c, 1130, 985, 330, 100, '#8e9094', 6); cars(c, 1138, 993, 7, rnd); label(c, '停车位', 1296, 962, 32);
  shadow(c, true, 8, 10); area(c, 1290, 760, 180, 64, '#5b8aa8', 4); shadow(c, false); c.strokeStyle = 'rgba(255,255,255,.5)'; c.lineWidth = 3; for (let i = 1; i < 9; i++) { c.beginPath(); c.moveTo(1290 + i * 20, 762); c.lineTo(1290 + i * 20, 822); c.stroke(); } label(c, '充电车棚', 1380, 852, 32);
  for (let i = 0; i < 12; i++) { tree(c, 175 + i * 54, 118 + (i % 2) * 12, 26, rnd); tree(c, 890 + i * 49, 116 + (i % 2) * 12, 26, rnd, i % 4 === 1 ? AUTUMN : undefined); }
  for (const [x, y] of [[740, 250], [745, 320], [856, 250], [856, 320], [742, 540], [742, 600], [856, 545], [856, 605], [720, 780], [720, 1040], [745, 900], [862, 800], [862, 900], [1450, 260], [1450, 330], [1452, 560], [1452, 620], [480, 800], [560, 840], [620, 900], [500, 1000], [260, 800], [220, 1040], [430, 1030], [350, 810], [1290, 900], [1470, 900], [130, 780], [130, 860], [130, 950], [130, 1050]]) tree(c, x, y, rnd.in(24, 34), rnd, rnd() < 0.22 ? AUTUMN : undefined);
  for (const [x, y] of [[1350, 392], [1120, 392], [840, 1000], [620, 664]]) { c.fillStyle = '#f6d76a'; c.beginPath(); c.arc(x, y, 9, 0, 7); c.fill(); c.strokeStyle = '#2f4239'; c.lineWidth = 4; c.stroke(); }
  gate(c, '东门', 1510, 440, true); gate(c, '南门', 800, 1106, false); title(c, '梧桐苑小区', 88, 18); north(c, 1430, 70);
  return canvas;
}
/** A courtyard house: tiled roof towards the lane and a yard. */
function house(c, x, y, no, rnd, side = 1) {
  const w = 74, h = 96;
  area(c, x - w / 2, y - h / 2, w, h, '#d3c09a', 3, '#a08a68');
  const ry = side > 0 ? y - h / 2 : y + h / 2 - 50;
  shadow(c, true, 6, 8); area(c, x - w / 2, ry, w, 50, '#6a6d6e', 2); shadow(c, false);
  c.fillStyle = '#7f8384'; c.fillRect(x - w / 2, ry, w, 25); c.strokeStyle = 'rgba(30,30,30,.28)'; c.lineWidth = 1.5;
  for (let i = 1; i < 12; i++) { c.beginPath(); c.moveTo(x - w / 2 + i * 6.2, ry); c.lineTo(x - w / 2 + i * 6.2, ry + 50); c.stroke(); }
  c.strokeStyle = '#4f5150'; c.lineWidth = 4; c.beginPath(); c.moveTo(x - w / 2, ry + 25); c.lineTo(x + w / 2, ry + 25); c.stroke();
  const yy = side > 0 ? y + 22 : y - 22;
  if (rnd() < 0.4) tree(c, x + 24, yy, 11, rnd, rnd() < 0.5 ? AUTUMN : undefined);
  label(c, String(no), x - 8, yy + 1, 27, { fill: '#7d2a20' });
}
/** Twelve houses on both sides of a lane from west to east. */
function row(c, x, y, step, rnd) { for (let i = 0; i < 6; i++) { house(c, x + i * step, y - 84, i * 2 + 1, rnd, 1); house(c, x + i * step, y + 84, i * 2 + 2, rnd, -1); } }
function fields(c, x, y, w, h, n, down, rnd) {
  for (let i = 0; i < n; i++) { const [px, py, pw, ph] = down ? [x + (w * i) / n, y, w / n - 6, h] : [x, y + (h * i) / n, w, h / n - 6]; area(c, px, py, pw, ph, rnd.of(['#a9bd62', '#c9b25e', '#93ad55', '#b8a253', '#d0bd78']), 6); c.strokeStyle = 'rgba(70,80,20,.22)'; c.lineWidth = 2; for (let k = 10; k < (down ? ph : pw); k += 11) { c.beginPath(); if (down) { c.moveTo(px + 4, py + k); c.lineTo(px + pw - 4, py + k); } else { c.moveTo(px + k, py + 4); c.lineTo(px + k, py + ph - 4); } c.stroke(); } }
}
function village() {
  const { canvas, c, rnd } = sheet('#cdc795', 17);
  fields(c, 20, 120, 116, 420, 5, false, rnd); fields(c, 1450, 150, 134, 420, 5, false, rnd); fields(c, 180, 16, 1210, 70, 9, true, rnd); fields(c, 1300, 800, 280, 220, 4, false, rnd); fields(c, 20, 660, 100, 380, 5, false, rnd);
  c.fillStyle = '#b58f5c'; c.beginPath(); c.moveTo(0, 1108); c.bezierCurveTo(320, 1070, 520, 1130, 820, 1092); c.bezierCurveTo(1080, 1060, 1300, 1120, W, 1072); c.lineTo(W, H); c.lineTo(0, H); c.fill();
  for (let k = 1; k < 5; k++) { c.strokeStyle = `rgba(110,75,35,${0.24 + k * 0.07})`; c.lineWidth = 4; c.beginPath(); c.moveTo(0, 1108 + k * 21); c.bezierCurveTo(320, 1070 + k * 22, 520, 1130 + k * 17, 820, 1092 + k * 22); c.bezierCurveTo(1080, 1060 + k * 25, 1300, 1120 + k * 17, W, 1072 + k * 24); c.stroke(); }
  label(c, '黄土沟', 1380, 1150, 40, { fill: '#6b4a1e', halo: 'rgba(255,245,220,.75)' });
  roads(c, [[[[0, 590], [500, 578], [1000, 592], [W, 580]], 64], [[[172, 270], [690, 270]], 38], [[[910, 270], [1420, 270]], 38], [[[172, 270], [172, 590]], 34], [[[1420, 270], [1420, 590]], 34], [[[690, 270], [690, 590]], 34], [[[910, 270], [910, 590]], 34], [[[150, 790], [1180, 790]], 38], [[[150, 1010], [1180, 1010]], 30], [[[150, 590], [150, 1010]], 34], [[[1150, 590], [1150, 1010]], 34]]);
  for (const [w, s] of [[40, '#8a8378'], [26, '#4f6f72']]) { c.strokeStyle = s; c.lineWidth = w; c.beginPath(); c.moveTo(1226, 640); c.lineTo(1226, 1090); c.stroke(); } c.strokeStyle = 'rgba(220,240,240,.5)'; c.lineWidth = 3; c.setLineDash([16, 22]); c.beginPath(); c.moveTo(1226, 660); c.lineTo(1226, 1080); c.stroke(); c.setLineDash([]);
  row(c, 232, 270, 79, rnd); row(c, 970, 270, 78, rnd);
  for (let i = 0; i < 8; i++) for (let k = 0; k < 2; k++) { tree(c, 232 + i * 56 + k * 18, 450 + k * 54, 20, rnd); tree(c, 972 + i * 56 - k * 14, 450 + k * 54, 20, rnd, AUTUMN); }
  label(c, '苹果园', 430, 478, 30, { fill: '#3f5a1e' }); label(c, '柿子园', 1166, 478, 30, { fill: '#6b4a1e' });
  for (let i = 0; i < 6; i++) { house(c, 250 + i * 156, 706, i * 2 + 1, rnd, 1); house(c, 328 + i * 156 - 78, 868, i * 2 + 2, rnd, -1); }
  for (let i = 0; i < 12; i++) { const x = 212 + i * 80; c.save(); c.translate(x, 962); c.scale(0.82, 0.72); c.translate(-x, -962); house(c, x, 962, i + 1, rnd, 1); c.restore(); }
  area(c, 716, 380, 172, 158, '#d9c8a4', 8, '#b8a27c'); c.strokeStyle = 'rgba(150,120,80,.35)'; c.lineWidth = 2; for (let i = 1; i < 8; i++) { c.beginPath(); c.moveTo(716 + i * 21.5, 380); c.lineTo(716 + i * 21.5, 538); c.stroke(); }
  c.strokeStyle = '#8a8378'; c.lineWidth = 8; c.beginPath(); c.arc(800, 440, 46, 0, 7); c.stroke(); tree(c, 800, 436, 50, rnd); label(c, '老槐树', 800, 440, 28, { fill: '#2f5a2a' }); label(c, '文化广场', 800, 512, 32);
  shadow(c, true, 10, 12); area(c, 724, 130, 156, 120, '#b3271f', 4); shadow(c, false); area(c, 732, 138, 140, 104, '#c9604a', 2); label(c, '村委会', 802, 176, 36, { fill: '#7d1a12' }); label(c, '卫生室', 802, 218, 26, { fill: '#7d1a12' });
  area(c, 1290, 640, 280, 130, '#ded5c2', 6, '#b8ad96'); area(c, 1310, 668, 110, 74, '#dba93a', 6); area(c, 1440, 660, 100, 50, '#d9a02c', 6); label(c, '晒场', 1430, 735, 34);
  for (let i = 0; i < 13; i++) tree(c, 40 + i * 124, 636, 15, rnd, i % 2 ? AUTUMN : undefined);
  for (let i = 0; i < 24; i++) tree(c, 40 + i * 66, 1066 + (i % 3) * 6, rnd.in(13, 19), rnd, i % 3 ? undefined : AUTUMN);
  for (const [x, y] of [[1270, 700], [1270, 830], [1270, 950], [740, 350], [868, 350], [708, 560], [896, 560]]) tree(c, x, y, 20, rnd);
  label(c, '西巷', 444, 271, 34, { fill: '#1f5fa8' }); label(c, '东巷', 1172, 271, 34, { fill: '#1f5fa8' }); label(c, '老槐巷', 640, 791, 34, { fill: '#1f5fa8' }); label(c, '沟边巷', 640, 1012, 30, { fill: '#1f5fa8' }); label(c, '水渠', 1226, 720, 30, { fill: '#1c4a50', down: true }); label(c, '村道', 1040, 592, 32, { fill: '#5a544a' });
  title(c, '万家塬村', 24, 18); north(c, 1500, 84);
  return canvas;
}
export const plans = { 'plan-estate': estate, 'plan-village': village };
