/** How alike a text is to each of several others, by the pieces of three letters that they share. Needs no model, and knows any language. */
export interface TextIndex {
  /** Cosine similarity to each text, in their order, 0 to 1. */
  scores(text: string): number[];
}

type Weights = Map<string, number>;

/** Letters of a text that are looked at. */
const MOST_LETTERS = 8_000;

/** Pieces that few of the texts have count most (TF-IDF). */
export function indexTexts(texts: readonly string[]): TextIndex {
  const counts = texts.map(piecesOf);
  const uses = new Map<string, number>();
  for (const each of counts) for (const piece of each.keys()) uses.set(piece, (uses.get(piece) ?? 0) + 1);
  const weigh = (pieces: Weights): Weights => {
    const weights: Weights = new Map();
    let sum = 0;
    for (const [piece, count] of pieces) {
      const weight = (1 + Math.log(count)) * Math.log(1 + texts.length / (uses.get(piece) ?? 1));
      weights.set(piece, weight);
      sum += weight ** 2;
    }
    for (const [piece, weight] of weights) weights.set(piece, weight / Math.sqrt(sum));
    return weights;
  };
  const index = new Map<string, { text: number; weight: number }[]>();
  for (const [text, pieces] of counts.entries()) {
    for (const [piece, weight] of weigh(pieces)) {
      const list = index.get(piece);
      if (list) list.push({ text, weight });
      else index.set(piece, [{ text, weight }]);
    }
  }
  return {
    scores(text) {
      const scores = new Array<number>(texts.length).fill(0);
      for (const [piece, weight] of weigh(piecesOf(text))) for (const other of index.get(piece) ?? []) scores[other.text]! += weight * other.weight;
      return scores;
    },
  };
}

function piecesOf(text: string): Weights {
  const letters = [...` ${text.slice(0, MOST_LETTERS).toLowerCase().replace(/\s+/g, ' ').trim()} `];
  const pieces: Weights = new Map();
  for (let start = 0; start + 2 < letters.length; start++) {
    const piece = `${letters[start]}${letters[start + 1]}${letters[start + 2]}`;
    pieces.set(piece, (pieces.get(piece) ?? 0) + 1);
  }
  return pieces;
}
