import { cleanBody, wrapBody } from './body.ts';
import type { CommitOutput } from './input.ts';
import type { HouseStyle } from './style.ts';

/**
 * Puts a message together: the subject as it is, the body cleaned and wrapped, the fixed lines of the house's template, and the trailers
 * that the user's git configuration asks for. Empty where the subject is.
 */
export function composeMessage(subject: string, body: string, style: HouseStyle): CommitOutput {
  if (subject === '') return { subject, body: '', message: '' };
  const own = wrapBody(cleanBody(body), style.bodyWidth);
  const template = style.template.join('\n');
  const trailers = style.trailers.filter((trailer) => !style.template.includes(trailer));
  let rest = [own, template].filter(Boolean).join('\n\n');
  // Trailers are one paragraph: git knows them by that.
  const last = rest.split('\n\n').at(-1)!;
  const continues = template !== '' && last.split('\n').every((line) => /^[A-Za-z][\w-]*: /.test(line)) && last !== '';
  if (trailers.length > 0) rest += (rest === '' ? '' : continues ? '\n' : '\n\n') + trailers.join('\n');
  return { subject, body: rest, message: rest === '' ? subject : `${subject}\n\n${rest}` };
}
