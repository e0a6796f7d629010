const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const smallMoney = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', minimumSignificantDigits: 1, maximumSignificantDigits: 2 });

/** US dollars for people: `$0.50`, and `$0.0012` for less than a cent. */
export function formatDollars(dollars: number): string {
  return (dollars > 0 && dollars < 0.01 ? smallMoney : money).format(dollars);
}

/** `1 token`, `100,000 tokens`. */
export function formatTokens(tokens: number): string {
  return `${counts.format(tokens)} ${tokens === 1 ? 'token' : 'tokens'}`;
}
