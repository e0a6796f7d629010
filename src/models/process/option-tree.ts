/** A place in the tree of options: the tokens that lead to it are shared by all options below it. */
export interface OptionNode<Token> {
  /** Tokens from the root. */
  path: Token[];
  /** By the token that comes next. */
  children: Map<Token, OptionNode<Token>>;
  /** Options that end here, by their index; several where they are the same. */
  ends: number[];
  /** All options here and below. */
  options: number[];
}

/** The options' tokens as a tree, so that what they begin with alike is looked at once. */
export function optionTree<Token>(options: readonly (readonly Token[])[]): OptionNode<Token> {
  const root: OptionNode<Token> = { path: [], children: new Map(), ends: [], options: [] };
  for (const [index, tokens] of options.entries()) {
    let node = root;
    node.options.push(index);
    for (const token of tokens) {
      let next = node.children.get(token);
      if (!next) node.children.set(token, (next = { path: [...node.path, token], children: new Map(), ends: [], options: [] }));
      next.options.push(index);
      node = next;
    }
    node.ends.push(index);
  }
  return root;
}

/** The first node from this one on where there is something to choose; a leaf where there is nothing. */
export function nextChoice<Token>(node: OptionNode<Token>): OptionNode<Token> {
  let at = node;
  while (at.children.size === 1 && at.ends.length === 0) at = at.children.values().next().value!;
  return at;
}

/** Probabilities of what may come at a node, as far as options go on there; their sum is 1 or less than 1. `end` is that of ending. */
export interface Choice<Token> {
  next: ReadonlyMap<Token, number>;
  end: number;
}

/** A branch that holds less than this share of all is not looked into: what is below it shares it equally. */
const WORTH_A_LOOK = 0.001;
/** Each look takes as long as writing a word. */
const MOST_LOOKS = 16;

/**
 * Probability of each option, in their order; the sum is 1. `weigh` tells how likely each way on is at a node where options part, and is asked for
 * the likeliest nodes alone: so many options cost little more than few.
 */
export async function weighTree<Token>(root: OptionNode<Token>, weigh: (node: OptionNode<Token>) => Promise<Choice<Token>>): Promise<number[]> {
  const probabilities = root.options.map(() => 0);
  const share = (options: number[], mass: number) => {
    for (const option of options) probabilities[option]! += mass / options.length;
  };
  const open = [{ node: nextChoice(root), mass: 1 }];
  for (let looks = 0; open.length > 0; ) {
    open.sort((a, b) => a.mass - b.mass);
    const { node, mass } = open.pop()!;
    if (node.children.size === 0 || mass < WORTH_A_LOOK || looks === MOST_LOOKS) {
      share(node.options, mass);
      continue;
    }
    looks++;
    const { next, end } = await weigh(node);
    const ways = [...node.children].map(([token, child]) => ({ node: nextChoice(child), likelihood: next.get(token) ?? 0 }));
    const whole = ways.reduce((sum, { likelihood }) => sum + likelihood, node.ends.length > 0 ? end : 0);
    if (!(whole > 0)) {
      share(node.options, mass);
      continue;
    }
    if (node.ends.length > 0) share(node.ends, (mass * end) / whole);
    for (const way of ways) open.push({ node: way.node, mass: (mass * way.likelihood) / whole });
  }
  return probabilities;
}
