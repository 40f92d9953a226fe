// The notice board at the south gate with the accounts on it, from straight before it: drawn flat, as the plans are.
import { random } from './mesh.js';

const LINES = [
  ['党群服务经费', '50000.00'],
  ['快递柜场地费', '3600.00'],
  ['消防通道划线', '6800.00'],
  ['换暖气片 6 组', '9120.00'],
  ['重阳节慰问', '3800.00'],
  ['办公用品', '643.20'],
];
const font = (px, bold) => `${bold ? 'bold ' : ''}${px}px "Noto Sans CJK SC"`;

/** A sheet hung at a slight angle, with its shadow and a pin. */
function sheet(c, x, y, w, h, turn, paint, paper = '#fbfaf4') {
  c.save();
  c.translate(x + w / 2, y);
  c.rotate(turn);
  c.shadowColor = 'rgba(30,30,20,.45)';
  c.shadowBlur = 10;
  c.shadowOffsetY = 5;
  c.fillStyle = paper;
  c.fillRect(-w / 2, 0, w, h);
  c.shadowColor = 'transparent';
  const light = c.createLinearGradient(-w / 2, 0, w / 2, h);
  light.addColorStop(0, 'rgba(255,255,255,.5)');
  light.addColorStop(1, 'rgba(120,110,80,.16)');
  c.fillStyle = light;
  c.fillRect(-w / 2, 0, w, h);
  c.translate(-w / 2, 0);
  paint(c, w, h);
  c.fillStyle = '#b8281f';
  c.beginPath();
  c.arc(w / 2, 12, 7, 0, 7);
  c.fill();
  c.restore();
}
function accounts(c, w, h) {
  c.fillStyle = '#1d1d1f';
  c.textAlign = 'center';
  c.font = font(34, true);
  c.fillText('居务公开', w / 2, 66);
  c.font = font(23, true);
  c.fillText('季度财务收支', w / 2, 104);
  c.font = font(19);
  LINES.forEach(([item, sum], i) => {
    const y = 152 + i * 38;
    c.textAlign = 'left';
    c.fillText(item, 30, y);
    c.textAlign = 'right';
    c.fillText(sum, w - 30, y);
    c.fillRect(26, y + 10, w - 52, 1);
  });
  const rnd = random(11);
  for (let i = 0; i < 441; i++) if (rnd() < 0.48) c.fillRect(30 + (i % 21) * 4.4, h - 120 + Math.floor(i / 21) * 4.4, 4.4, 4.4);
  c.textAlign = 'left';
  c.font = font(17);
  c.fillText('扫一扫，可以问', 140, h - 68);
}
function notice(title) {
  return (c, w, h) => {
    c.fillStyle = '#1d1d1f';
    c.textAlign = 'center';
    c.font = font(30, true);
    c.fillText(title, w / 2, 62);
    c.fillStyle = '#8b8b88';
    for (let y = 96; y < h - 40; y += 22) c.fillRect(24, y, y % 4 ? w - 48 : w - 110, 5);
  };
}
function board() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 }),
    c = canvas.getContext('2d'),
    rnd = random(3);
  const wall = c.createLinearGradient(0, 0, 900, 900);
  wall.addColorStop(0, '#cdbd9d');
  wall.addColorStop(1, '#a4937a');
  c.fillStyle = wall;
  c.fillRect(0, 0, 1200, 900);
  for (let i = 0; i < 26000; i++) {
    c.fillStyle = rnd() < 0.5 ? 'rgba(255,250,235,.10)' : 'rgba(70,55,35,.10)';
    c.fillRect(rnd() * 1200, rnd() * 900, 2, 2);
  }
  c.shadowColor = 'rgba(30,25,15,.55)';
  c.shadowBlur = 34;
  c.shadowOffsetX = 12;
  c.shadowOffsetY = 18;
  c.fillStyle = '#74807a';
  c.fillRect(90, 70, 1020, 750);
  c.shadowColor = 'transparent';
  c.fillStyle = '#1f5a46';
  c.fillRect(90, 70, 1020, 110);
  c.fillStyle = '#ffffff';
  c.textAlign = 'center';
  c.font = font(58, true);
  c.fillText('社区公告栏', 600, 146);
  const felt = c.createLinearGradient(0, 190, 0, 800);
  felt.addColorStop(0, '#d3cab4');
  felt.addColorStop(0.1, '#e6dfcd');
  felt.addColorStop(1, '#dcd3bd');
  c.fillStyle = felt;
  c.fillRect(116, 196, 968, 598);
  sheet(c, 150, 240, 220, 311, 0.014, notice('通知'));
  sheet(c, 410, 226, 376, 532, -0.008, accounts);
  sheet(c, 836, 238, 212, 300, -0.02, notice('值班表'), '#fbf0d2');
  sheet(c, 846, 568, 196, 214, 0.018, notice('公示'));
  sheet(c, 166, 586, 190, 196, -0.015, notice('招领'), '#e9f2f4');
  for (const x of [392, 812]) {
    c.fillStyle = '#a9b1ad';
    c.fillRect(x, 196, 10, 598);
  }
  // The glass: light from the upper left.
  const glass = c.createLinearGradient(116, 196, 760, 800);
  glass.addColorStop(0, 'rgba(255,255,255,.30)');
  glass.addColorStop(0.3, 'rgba(255,255,255,.04)');
  glass.addColorStop(0.46, 'rgba(255,255,255,.16)');
  glass.addColorStop(0.6, 'rgba(255,255,255,0)');
  c.fillStyle = glass;
  c.fillRect(116, 196, 968, 598);
  return canvas;
}
export const plans = { board };
