import { binned, calibrationError, rankedAuroc } from './measures.ts';
import { COLOURS, frame, line, picture, text, type Panel } from './svg.ts';

const SIZE = 280;
const TOP = 70;

/** Reliability diagram and histogram of the first scores, and the ROC curves of all. */
export function confidencePicture(title: string, good: boolean[], scores: Record<string, number[]>): string {
  const [panel, curve, bars] = [0, 1, 2].map((place): Panel => ({ x: 60 + place * (SIZE + 80), y: TOP, size: SIZE })) as [Panel, Panel, Panel];
  const [first] = Object.values(scores) as [number[]];
  const diagonal: [number, number][] = [[0, 0], [1, 1]];

  const bins = binned(first, good);
  const reliability = [
    frame(panel, `Reliability (ECE ${calibrationError(first, good).toFixed(3)})`, 'confidence', 'share of good answers'),
    line(diagonal, panel, '#bbb', { dashed: true }),
    line(bins.map(({ confidence, good: share }) => [confidence, share]), panel, COLOURS[0]!),
    ...bins.map(({ confidence, good: share, count }) => {
      const [x, y] = [panel.x + confidence * SIZE, panel.y + SIZE - share * SIZE];
      return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="${COLOURS[0]}"/>${text(x, y < panel.y + 20 ? y + 16 : y - 8, String(count), { size: 10, anchor: 'middle' })}`;
    }),
  ];

  const roc = [frame(curve, 'ROC', 'false alarms: others taken for good', 'good ones found'), line(diagonal, curve, '#bbb', { dashed: true })];
  Object.entries(scores).forEach(([name, values], index) => {
    roc.push(line(rocOf(values, good), curve, COLOURS[index]!), text(curve.x + 92, curve.y + SIZE - 50 + index * 16, `${name} ${rankedAuroc(values, good).toFixed(3)}`, { size: 11, colour: COLOURS[index]! }));
  });

  const counts = Array.from({ length: 20 }, (_, bin) => [true, false].map((which) => first.filter((score, index) => good[index] === which && Math.min(19, Math.floor(score * 20)) === bin).length) as [number, number]);
  const highest = Math.max(1, ...counts.map(([one, other]) => one + other));
  const histogram = [frame(bars, 'How sure it is', 'confidence', 'answers', (share) => [share.toFixed(1), String(Math.round(share * highest))])];
  counts.forEach(([yes, no], bin) => {
    const bar = (from: number, count: number, colour: string) =>
      `<rect x="${(bars.x + (bin * SIZE) / 20 + 1).toFixed(1)}" y="${(bars.y + SIZE - ((from + count) / highest) * SIZE).toFixed(1)}" width="${SIZE / 20 - 2}" height="${((count / highest) * SIZE).toFixed(1)}" fill="${colour}"/>`;
    histogram.push(bar(0, yes, COLOURS[0]!), bar(yes, no, '#e0b090'));
  });
  histogram.push(text(bars.x + 8, bars.y + 16, 'good', { size: 11, colour: COLOURS[0]! }), text(bars.x + 8, bars.y + 32, 'others', { size: 11, colour: '#b07040' }));
  return picture(60 + 3 * (SIZE + 80), TOP + SIZE + 55, `${title} (${good.length} answers)`, [...reliability, ...roc, ...histogram]);
}

function rocOf(scores: number[], good: boolean[]): [number, number][] {
  const order = scores.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]!);
  const positives = good.filter(Boolean).length;
  let [hits, alarms] = [0, 0];
  const points: [number, number][] = [[0, 0]];
  order.forEach((index, place) => {
    if (good[index]) hits++;
    else alarms++;
    const next = order[place + 1];
    if (next === undefined || scores[next] !== scores[index]) points.push([alarms / (good.length - positives), hits / positives]);
  });
  return points;
}
