/** Parts of pictures in SVG. A panel is a square of `size` with axes from 0 to 1, at (x, y). */
export interface Panel {
  x: number;
  y: number;
  size: number;
}

export const COLOURS = ['#1d5fa8', '#8a3fa0', '#c8641c', '#5b8c3a', '#888888'];

export function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export function text(x: number, y: number, content: string, { size = 12, anchor = 'start', bold = false, colour = '#222', turn = 0 } = {}): string {
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" fill="${colour}"${bold ? ' font-weight="bold"' : ''}${turn ? ` transform="rotate(${turn} ${x} ${y})"` : ''}>${escaped(content)}</text>`;
}

export function line(points: [number, number][], { x, y, size }: Panel, colour: string, { dashed = false, width = 2 } = {}): string {
  return `<polyline fill="none" stroke="${colour}" stroke-width="${width}"${dashed ? ' stroke-dasharray="4 4"' : ''} points="${points.map(([a, b]) => `${(x + a * size).toFixed(1)},${(y + size - b * size).toFixed(1)}`).join(' ')}"/>`;
}

/** A frame with its title, the names of its axes, and marks at fifths. */
export function frame({ x, y, size }: Panel, title: string, across: string, up: string, marks: (share: number) => [string, string] = (share) => [share.toFixed(1), share.toFixed(1)]): string {
  const parts = [`<rect x="${x}" y="${y}" width="${size}" height="${size}" fill="none" stroke="#999"/>`, text(x + size / 2, y - 12, title, { size: 14, anchor: 'middle', bold: true }), text(x + size / 2, y + size + 36, across, { anchor: 'middle' }), text(x - 40, y + size / 2, up, { anchor: 'middle', turn: -90 })];
  for (const share of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
    const [below, left] = marks(share);
    parts.push(text(x + share * size, y + size + 16, below, { size: 10, anchor: 'middle' }), text(x - 5, y + size - share * size + 3, left, { size: 10, anchor: 'end' }));
  }
  return parts.join('');
}

export function picture(width: number, height: number, title: string, parts: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif"><rect width="${width}" height="${height}" fill="#fff"/>${text(width / 2, 26, title, { size: 16, anchor: 'middle', bold: true })}${parts.join('\n')}</svg>\n`;
}
