// The plan of the village.
import { AUTUMN, H, W, area, label, north, roads, shadow, sheet, title, tree } from './drawing.js';

/** A courtyard house: tiled roof towards the lane and a yard. */
function house(c, x, y, no, rnd, side = 1) {
  const w = 74,
    h = 96;
  area(c, x - w / 2, y - h / 2, w, h, '#d3c09a', 3, '#a08a68');
  const ry = side > 0 ? y - h / 2 : y + h / 2 - 50;
  shadow(c, true, 6, 8);
  area(c, x - w / 2, ry, w, 50, '#6a6d6e', 2);
  shadow(c, false);
  c.fillStyle = '#7f8384';
  c.fillRect(x - w / 2, ry, w, 25);
  c.strokeStyle = 'rgba(30,30,30,.28)';
  c.lineWidth = 1.5;
  for (let i = 1; i < 12; i++) {
    c.beginPath();
    c.moveTo(x - w / 2 + i * 6.2, ry);
    c.lineTo(x - w / 2 + i * 6.2, ry + 50);
    c.stroke();
  }
  c.strokeStyle = '#4f5150';
  c.lineWidth = 4;
  c.beginPath();
  c.moveTo(x - w / 2, ry + 25);
  c.lineTo(x + w / 2, ry + 25);
  c.stroke();
  const yy = side > 0 ? y + 22 : y - 22;
  if (rnd() < 0.4) tree(c, x + 24, yy, 11, rnd, rnd() < 0.5 ? AUTUMN : undefined);
  label(c, String(no), x - 8, yy + 1, 27, { fill: '#7d2a20' });
}
/** Twelve houses on both sides of a lane from west to east. */
function row(c, x, y, step, rnd) {
  for (let i = 0; i < 6; i++) {
    house(c, x + i * step, y - 84, i * 2 + 1, rnd, 1);
    house(c, x + i * step, y + 84, i * 2 + 2, rnd, -1);
  }
}
function fields(c, x, y, w, h, n, down, rnd) {
  for (let i = 0; i < n; i++) {
    const [px, py, pw, ph] = down ? [x + (w * i) / n, y, w / n - 6, h] : [x, y + (h * i) / n, w, h / n - 6];
    area(c, px, py, pw, ph, rnd.of(['#a9bd62', '#c9b25e', '#93ad55', '#b8a253', '#d0bd78']), 6);
    c.strokeStyle = 'rgba(70,80,20,.22)';
    c.lineWidth = 2;
    for (let k = 10; k < (down ? ph : pw); k += 11) {
      c.beginPath();
      if (down) {
        c.moveTo(px + 4, py + k);
        c.lineTo(px + pw - 4, py + k);
      } else {
        c.moveTo(px + k, py + 4);
        c.lineTo(px + k, py + ph - 4);
      }
      c.stroke();
    }
  }
}
function village() {
  const { canvas, c, rnd } = sheet('#cdc795', 17);
  fields(c, 20, 120, 116, 420, 5, false, rnd);
  fields(c, 1450, 150, 134, 420, 5, false, rnd);
  fields(c, 180, 16, 1210, 70, 9, true, rnd);
  fields(c, 1300, 800, 280, 220, 4, false, rnd);
  fields(c, 20, 660, 100, 380, 5, false, rnd);
  c.fillStyle = '#b58f5c';
  c.beginPath();
  c.moveTo(0, 1108);
  c.bezierCurveTo(320, 1070, 520, 1130, 820, 1092);
  c.bezierCurveTo(1080, 1060, 1300, 1120, W, 1072);
  c.lineTo(W, H);
  c.lineTo(0, H);
  c.fill();
  for (let k = 1; k < 5; k++) {
    c.strokeStyle = `rgba(110,75,35,${0.24 + k * 0.07})`;
    c.lineWidth = 4;
    c.beginPath();
    c.moveTo(0, 1108 + k * 21);
    c.bezierCurveTo(320, 1070 + k * 22, 520, 1130 + k * 17, 820, 1092 + k * 22);
    c.bezierCurveTo(1080, 1060 + k * 25, 1300, 1120 + k * 17, W, 1072 + k * 24);
    c.stroke();
  }
  label(c, '黄土沟', 1380, 1150, 40, { fill: '#6b4a1e', halo: 'rgba(255,245,220,.75)' });
  roads(c, [
    [
      [
        [0, 590],
        [500, 578],
        [1000, 592],
        [W, 580],
      ],
      64,
    ],
    [
      [
        [172, 270],
        [690, 270],
      ],
      38,
    ],
    [
      [
        [910, 270],
        [1420, 270],
      ],
      38,
    ],
    [
      [
        [172, 270],
        [172, 590],
      ],
      34,
    ],
    [
      [
        [1420, 270],
        [1420, 590],
      ],
      34,
    ],
    [
      [
        [690, 270],
        [690, 590],
      ],
      34,
    ],
    [
      [
        [910, 270],
        [910, 590],
      ],
      34,
    ],
    [
      [
        [150, 790],
        [1180, 790],
      ],
      38,
    ],
    [
      [
        [150, 1010],
        [1180, 1010],
      ],
      30,
    ],
    [
      [
        [150, 590],
        [150, 1010],
      ],
      34,
    ],
    [
      [
        [1150, 590],
        [1150, 1010],
      ],
      34,
    ],
  ]);
  for (const [w, s] of [
    [40, '#8a8378'],
    [26, '#4f6f72'],
  ]) {
    c.strokeStyle = s;
    c.lineWidth = w;
    c.beginPath();
    c.moveTo(1226, 640);
    c.lineTo(1226, 1090);
    c.stroke();
  }
  c.strokeStyle = 'rgba(220,240,240,.5)';
  c.lineWidth = 3;
  c.setLineDash([16, 22]);
  c.beginPath();
  c.moveTo(1226, 660);
  c.lineTo(1226, 1080);
  c.stroke();
  c.setLineDash([]);
  row(c, 232, 270, 79, rnd);
  row(c, 970, 270, 78, rnd);
  for (let i = 0; i < 8; i++)
    for (let k = 0; k < 2; k++) {
      tree(c, 232 + i * 56 + k * 18, 450 + k * 54, 20, rnd);
      tree(c, 972 + i * 56 - k * 14, 450 + k * 54, 20, rnd, AUTUMN);
    }
  label(c, '苹果园', 430, 478, 30, { fill: '#3f5a1e' });
  label(c, '柿子园', 1166, 478, 30, { fill: '#6b4a1e' });
  for (let i = 0; i < 6; i++) {
    house(c, 250 + i * 156, 706, i * 2 + 1, rnd, 1);
    house(c, 328 + i * 156 - 78, 868, i * 2 + 2, rnd, -1);
  }
  for (let i = 0; i < 12; i++) {
    const x = 212 + i * 80;
    c.save();
    c.translate(x, 962);
    c.scale(0.82, 0.72);
    c.translate(-x, -962);
    house(c, x, 962, i + 1, rnd, 1);
    c.restore();
  }
  area(c, 716, 380, 172, 158, '#d9c8a4', 8, '#b8a27c');
  c.strokeStyle = 'rgba(150,120,80,.35)';
  c.lineWidth = 2;
  for (let i = 1; i < 8; i++) {
    c.beginPath();
    c.moveTo(716 + i * 21.5, 380);
    c.lineTo(716 + i * 21.5, 538);
    c.stroke();
  }
  c.strokeStyle = '#8a8378';
  c.lineWidth = 8;
  c.beginPath();
  c.arc(800, 440, 46, 0, 7);
  c.stroke();
  tree(c, 800, 436, 50, rnd);
  label(c, '老槐树', 800, 440, 28, { fill: '#2f5a2a' });
  label(c, '文化广场', 800, 512, 32);
  shadow(c, true, 10, 12);
  area(c, 724, 130, 156, 120, '#b3271f', 4);
  shadow(c, false);
  area(c, 732, 138, 140, 104, '#c9604a', 2);
  label(c, '村委会', 802, 176, 36, { fill: '#7d1a12' });
  label(c, '卫生室', 802, 218, 26, { fill: '#7d1a12' });
  area(c, 1290, 640, 280, 130, '#ded5c2', 6, '#b8ad96');
  area(c, 1310, 668, 110, 74, '#dba93a', 6);
  area(c, 1440, 660, 100, 50, '#d9a02c', 6);
  label(c, '晒场', 1430, 735, 34);
  for (let i = 0; i < 13; i++) tree(c, 40 + i * 124, 636, 15, rnd, i % 2 ? AUTUMN : undefined);
  for (let i = 0; i < 24; i++) tree(c, 40 + i * 66, 1066 + (i % 3) * 6, rnd.in(13, 19), rnd, i % 3 ? undefined : AUTUMN);
  for (const [x, y] of [
    [1270, 700],
    [1270, 830],
    [1270, 950],
    [740, 350],
    [868, 350],
    [708, 560],
    [896, 560],
  ])
    tree(c, x, y, 20, rnd);
  label(c, '西巷', 444, 271, 34, { fill: '#1f5fa8' });
  label(c, '东巷', 1172, 271, 34, { fill: '#1f5fa8' });
  label(c, '老槐巷', 640, 791, 34, { fill: '#1f5fa8' });
  label(c, '沟边巷', 640, 1012, 30, { fill: '#1f5fa8' });
  label(c, '水渠', 1226, 720, 30, { fill: '#1c4a50', down: true });
  label(c, '村道', 1040, 592, 32, { fill: '#5a544a' });
  title(c, '万家塬村', 24, 18);
  north(c, 1500, 84);
  return canvas;
}
export const plans = { 'plan-village': village };
