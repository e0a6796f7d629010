import { spansOf, type Detector } from './spans.ts';

const HOME = /(?:\/(?:home|Users)\/|\b[A-Za-z]:\\{1,2}Users\\{1,2})(?<secret>[A-Za-z0-9][\w.-]{1,63})(?=[/\\])/dg;
/** Folders of containers, of build machines, and of documentation. */
const NOBODY = /^(?:user(?:name|s)?|runner(?:admin)?|ubuntu|debian|node|vscode|codespace|coder|root|me|you|name|dev(?:eloper)?|test|foo|bar|alice|bob|jane|john|joe|shared|public|default|docker|app|admin|linuxbrew|build|builder|ci|circleci|jenkins|travis|vagrant|ec2-user|git|www|web|deploy|my|your|someone|sandbox|workspace|project|pi|jovyan|vsts|vstsagent)$/i;
const TRAILER = /^[ +-]{0,6}(?:Author|Commit|Committer|From|To|Cc|[A-Z][a-z-]{2,30}-by):[^<>\n]{0,200}<(?<secret>[^<>@\s]{1,100}@[^<>@\s]{1,200})>/dgm;

/** Who works here: the names of home folders in paths, and the e-mail addresses of authors and trailers. Addresses elsewhere stay. */
export const findPersons: Detector = (text) => [
  ...spansOf(text, HOME, 'user name', (name) => !NOBODY.test(name)),
  ...spansOf(text, TRAILER, 'e-mail address', (address) => !/^(?:noreply|no-reply)@|@(?:.*\.)?(?:example\.[a-z]+|users\.noreply\.github\.com|localhost)$|\.(?:example|invalid|test)$/i.test(address)),
];
