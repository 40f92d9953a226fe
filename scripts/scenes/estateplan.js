// The plan of the estate 梧桐苑.
import { AUTUMN, H, SANS, W, area, label, north, roads, shadow, sheet, title, tree } from './drawing.js';

/** A six-storey block: flat roof with parapet, water heaters and two entrances on its south side. */
function block(c, x, y, w, h, name, roof, rnd) {
  shadow(c, true, 18, 22);
  area(c, x, y, w, h, '#a8573f', 4);
  shadow(c, false);
  area(c, x + 6, y + 6, w - 12, h - 12, roof, 2);
  c.strokeStyle = 'rgba(60,40,30,.25)';
  c.lineWidth = 2;
  for (let i = 1; i < 9; i++) {
    c.beginPath();
    c.moveTo(x + (w * i) / 9, y + 6);
    c.lineTo(x + (w * i) / 9, y + h - 6);
    c.stroke();
  }
  for (let i = 0; i < 11; i++) {
    const px = x + 22 + i * ((w - 60) / 10.4);
    if (Math.abs(px - x - w / 2) < 92) continue;
    c.fillStyle = '#2d4560';
    c.fillRect(px, y + 18, 20, 24);
    c.fillStyle = '#dfe4e6';
    c.fillRect(px - 2, y + 12, 24, 7);
  }
  [0.25, 0.75].forEach((k, i) => {
    const px = x + w * k;
    area(c, px - 26, y + h - 4, 52, 26, '#b9b2a4', 3, '#8a5a48');
    c.fillStyle = '#1f5fa8';
    c.beginPath();
    c.roundRect(px - 35, y + h + 24, 70, 28, 6);
    c.fill();
    c.font = `bold 19px ${SANS}`;
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillStyle = '#fff';
    c.fillText(['一单元', '二单元'][i], px, y + h + 39);
  });
  label(c, name, x + w / 2, y + h / 2 + 2, 50, { fill: '#7d2a20' });
  return rnd;
}
function cars(c, x, y, n, rnd) {
  for (let i = 0; i < n; i++) {
    c.strokeStyle = '#fff';
    c.lineWidth = 3;
    c.strokeRect(x + i * 46, y, 46, 84);
    if (rnd() < 0.72) {
      shadow(c, true, 4, 5);
      area(c, x + i * 46 + 9, y + 10, 28, 62, rnd.of(['#d6d8da', '#8d2b27', '#37506b', '#f2f2ee', '#4a4d50', '#b9a98c']), 9);
      shadow(c, false);
      c.fillStyle = 'rgba(30,40,50,.75)';
      c.fillRect(x + i * 46 + 13, y + 24, 20, 10);
      c.fillRect(x + i * 46 + 13, y + 52, 20, 8);
    }
  }
}
function gate(c, text, x, y, down) {
  for (const s of [-1, 1]) {
    shadow(c, true, 5, 6);
    area(c, x - 15 + (down ? 0 : s * 58), y - 15 + (down ? s * 58 : 0), 30, 30, '#96513c', 4);
    shadow(c, false);
  }
  c.strokeStyle = '#c0201c';
  c.lineWidth = 7;
  c.setLineDash([14, 12]);
  c.beginPath();
  if (down) {
    c.moveTo(x, y - 40);
    c.lineTo(x, y + 40);
  } else {
    c.moveTo(x - 40, y);
    c.lineTo(x + 40, y);
  }
  c.stroke();
  c.setLineDash([]);
  label(c, text, down ? x - 8 : x + 128, down ? y - 100 : y + 6, 36, { fill: '#1f5fa8' });
}
function estate() {
  const { canvas, c, rnd } = sheet('#b9cf9c', 7);
  c.fillStyle = '#d9d3c4';
  c.fillRect(0, 1130, W, 70);
  c.fillRect(1534, 0, 66, H);
  label(c, '经二路', 330, 1166, 34, { fill: '#5a544a', halo: 'rgba(0,0,0,0)' });
  label(c, '新宝路', 1568, 820, 34, { fill: '#5a544a', halo: 'rgba(0,0,0,0)', down: true });
  c.strokeStyle = '#8a7a66';
  c.lineWidth = 12;
  c.strokeRect(70, 70, 1440, 1036);
  roads(c, [
    [
      [
        [120, 440],
        [1560, 440],
      ],
      78,
    ],
    [
      [
        [800, 440],
        [800, 1160],
      ],
      78,
    ],
    [
      [
        [120, 700],
        [800, 700],
      ],
      56,
    ],
    [
      [
        [800, 700],
        [1440, 700],
      ],
      56,
    ],
    [
      [
        [120, 180],
        [120, 700],
      ],
      44,
    ],
  ]);
  c.strokeStyle = '#fff';
  c.lineWidth = 3;
  c.setLineDash([24, 20]);
  for (const [a, b, d, e] of [
    [170, 440, 1500, 440],
    [800, 490, 800, 1120],
  ]) {
    c.beginPath();
    c.moveTo(a, b);
    c.lineTo(d, e);
    c.stroke();
  }
  c.setLineDash([]);
  block(c, 190, 215, 500, 128, '1号楼', '#d9c7a6', rnd);
  block(c, 900, 215, 500, 128, '2号楼', '#cdb79a', rnd);
  block(c, 190, 510, 500, 118, '3号楼', '#d6c4a8', rnd);
  block(c, 900, 510, 500, 118, '4号楼', '#d3bf9c', rnd);
  c.save();
  c.beginPath();
  c.rect(190, 402, 480, 76);
  c.clip();
  c.strokeStyle = '#d8a52c';
  c.lineWidth = 8;
  for (let i = 0; i < 26; i++) {
    c.beginPath();
    c.moveTo(150 + i * 24, 478);
    c.lineTo(190 + i * 24, 402);
    c.stroke();
  }
  c.restore();
  c.strokeStyle = '#d8a52c';
  c.lineWidth = 6;
  c.strokeRect(190, 404, 480, 72);
  label(c, '消防通道', 430, 441, 36, { fill: '#9a6a08' });
  area(c, 190, 760, 500, 300, '#9dbd78', 40, '#7fa05c');
  c.strokeStyle = '#e6dcc4';
  c.lineWidth = 18;
  c.beginPath();
  c.moveTo(690, 800);
  c.bezierCurveTo(520, 780, 520, 960, 400, 930);
  c.bezierCurveTo(300, 900, 300, 1010, 200, 1000);
  c.stroke();
  area(c, 235, 850, 190, 120, '#c2705a', 18, '#a3553f');
  for (const [x, y] of [
    [270, 884],
    [330, 900],
    [386, 880],
    [300, 935],
  ]) {
    c.fillStyle = '#2b5f8a';
    c.beginPath();
    c.arc(x, y, 10, 0, 7);
    c.fill();
    c.strokeStyle = '#d9a02c';
    c.lineWidth = 5;
    c.stroke();
  }
  label(c, '健身角', 330, 990, 32);
  label(c, '小花园', 590, 1010, 38, { fill: '#2f6b3f' });
  shadow(c, true, 14, 16);
  area(c, 930, 770, 320, 150, '#b3271f', 4);
  shadow(c, false);
  area(c, 938, 778, 304, 134, '#c9604a', 2);
  c.strokeStyle = 'rgba(90,20,10,.4)';
  c.lineWidth = 3;
  for (let i = 0; i < 12; i++) {
    c.beginPath();
    c.moveTo(940, 782 + i * 11.6);
    c.lineTo(1240, 782 + i * 11.6);
    c.stroke();
  }
  label(c, '党群服务中心', 1090, 846, 40, { fill: '#7d1a12' });
  area(c, 890, 990, 200, 80, '#1f6f54', 6);
  for (const [i, k] of ['#2f7d3f', '#1f5fa8', '#b8281f', '#55585a'].entries()) area(c, 906 + i * 44, 1004, 36, 52, k, 5, '#f3efe4');
  label(c, '垃圾分类点', 990, 962, 32);
  area(c, 1130, 985, 330, 100, '#8e9094', 6);
  cars(c, 1138, 993, 7, rnd);
  label(c, '停车位', 1296, 962, 32);
  shadow(c, true, 8, 10);
  area(c, 1290, 760, 180, 64, '#5b8aa8', 4);
  shadow(c, false);
  c.strokeStyle = 'rgba(255,255,255,.5)';
  c.lineWidth = 3;
  for (let i = 1; i < 9; i++) {
    c.beginPath();
    c.moveTo(1290 + i * 20, 762);
    c.lineTo(1290 + i * 20, 822);
    c.stroke();
  }
  label(c, '充电车棚', 1380, 852, 32);
  for (let i = 0; i < 12; i++) {
    tree(c, 175 + i * 54, 118 + (i % 2) * 12, 26, rnd);
    tree(c, 890 + i * 49, 116 + (i % 2) * 12, 26, rnd, i % 4 === 1 ? AUTUMN : undefined);
  }
  for (const [x, y] of [
    [740, 250],
    [745, 320],
    [856, 250],
    [856, 320],
    [742, 540],
    [742, 600],
    [856, 545],
    [856, 605],
    [720, 780],
    [720, 1040],
    [745, 900],
    [862, 800],
    [862, 900],
    [1450, 260],
    [1450, 330],
    [1452, 560],
    [1452, 620],
    [480, 800],
    [560, 840],
    [620, 900],
    [500, 1000],
    [260, 800],
    [220, 1040],
    [430, 1030],
    [350, 810],
    [1290, 900],
    [1470, 900],
    [130, 780],
    [130, 860],
    [130, 950],
    [130, 1050],
  ])
    tree(c, x, y, rnd.in(24, 34), rnd, rnd() < 0.22 ? AUTUMN : undefined);
  for (const [x, y] of [
    [1350, 392],
    [1120, 392],
    [840, 1000],
    [620, 664],
  ]) {
    c.fillStyle = '#f6d76a';
    c.beginPath();
    c.arc(x, y, 9, 0, 7);
    c.fill();
    c.strokeStyle = '#2f4239';
    c.lineWidth = 4;
    c.stroke();
  }
  gate(c, '东门', 1510, 440, true);
  gate(c, '南门', 800, 1106, false);
  title(c, '梧桐苑小区', 88, 18);
  north(c, 1430, 70);
  return canvas;
}
export const plans = { 'plan-estate': estate };
