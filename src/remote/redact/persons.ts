import { homedir } from 'node:os';
import { spansOf, type Detector } from './spans.ts';

const HOME = /(?:\/(?:home|Users)\/)(?<secret>[\p{L}\p{N}][\p{L}\p{N}\p{M}_.-]{1,63})(?=[/\\]|:\/)/dgu;
const WINDOWS_HOME = /\b[A-Za-z]:(?:\\{1,2}|\/)Users(?:\\{1,2}|\/)(?<secret>[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_. -]{0,62}[\p{L}\p{N}])?(?=[\\/])|[\p{L}\p{N}][\p{L}\p{N}\p{M}_.-]{1,63})/dgu;
/** Without anything below it; on its own `/home/settings` is a page's address as well. */
const WHOLE_HOME = /(?:\b(?:cd|pushd|HOME["']?[ \t]{0,2}[=:]|-[vw])[ \t]{0,2}["']?\/(?:home|Users)\/)(?<secret>[\p{L}\p{N}][\p{L}\p{N}\p{M}_.-]{1,63})(?![/\\])/dgu;
/** Folders of containers, of build machines, and of documentation. */
const NOBODY = /^(?:user(?:name|s)?|runner(?:admin)?|ubuntu|debian|node|vscode|codespace|coder|root|me|you|name|dev(?:eloper)?|test|foo|bar|alice|bob|jane|john|joe|shared|public|default|docker|app|admin|linuxbrew|build|builder|ci|circleci|jenkins|travis|vagrant|ec2-user|git|www|web|deploy|my|your|someone|sandbox|workspace|project|pi|jovyan|vsts|vstsagent|all users|your name)$/i;
const TRAILER = /^[ +-]{0,6}(?:Author|Commit|Committer|From|To|Cc|[A-Z][a-z-]{2,30}-by):[^<>\n]{0,200}<(?<secret>[^<>@\s]{1,100}@[^<>@\s]{1,200})>/dgm;

/** Who works here: the names of home folders in paths, and the e-mail addresses of authors and trailers. Addresses elsewhere stay. */
export const findPersons: Detector = (text) => [
  ...[HOME, WINDOWS_HOME, WHOLE_HOME].flatMap((expression) => spansOf(text, expression, 'user name', (name) => !NOBODY.test(name))),
  ...ownHome(text),
  ...spansOf(text, TRAILER, 'e-mail address', (address) => !/^(?:noreply|no-reply)@|@(?:.*\.)?(?:example\.[a-z]+|users\.noreply\.github\.com|localhost)$|\.(?:example|invalid|test)$/i.test(address)),
];

/** The home folder of whoever works here, whatever follows it. */
function ownHome(text: string): ReturnType<Detector> {
  const home = homedir();
  const name = /[^/\\]+$/.exec(home)?.[0] ?? '';
  if (!/^(?:\/home|\/Users|[A-Za-z]:\\Users)[/\\][^/\\]+$/.test(home) || NOBODY.test(name)) return [];
  const spans = [];
  for (let at = text.indexOf(home); at !== -1; at = text.indexOf(home, at + 1)) {
    const end = at + home.length;
    if (!/^[\p{L}\p{N}_-]/u.test(text.slice(end, end + 2))) spans.push({ start: end - name.length, end, kind: 'user name' });
  }
  return spans;
}
