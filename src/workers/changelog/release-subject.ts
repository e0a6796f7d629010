const VERSION = 'v?\\d[\\w.+-]*';
/** What a release is made by, as a whole subject: the same words before something else are of a change, as in `Publish drafts` or `Add news feed`. */
const RELEASE = new RegExp(
  '^(?:(?:chore|build|ci|release|docs)(?:\\([^)]*\\))?!?: )?(?:' +
    [
      `\\[?releases?\\]?(?:(?:[:@ ]+| of )(?:v?\\d+\\.\\d.*|${VERSION}(?: \\(.*\\))?))?`,
      'version packages(?: \\([\\w.-]+\\))?',
      `publish(?: (?:${VERSION}|(?:a )?(?:new )?(?:release|version)|(?:packages? )?to (?:npm|pypi|crates\\.io|rubygems|maven.{0,20})))?`,
      `cut (?:a )?(?:new )?release(?: ${VERSION})?`,
      `(?:bump|set|increment|update|raise)(?: the)?(?: (?:package|project|crate|gem|library|app|extension|plugin|module|dev|development|snapshot|patch|minor|major|next|release))? version(?:s| numbers?)?(?:[: ]+(?:(?:to|for|from) )?(?:the )?(?:${VERSION}.*|(?:next|new|upcoming) (?:release|version|development.*)|release))?`,
      `prepare(?: for)?(?: the)?(?: (?:next|new|upcoming))? (?:release|version|v?\\d+\\.\\d+\\S*)(?: (?:${VERSION}|candidate|branch))?`,
      `(?:update|add|write|edit|fix)(?: the)?(?: new)? (?:change ?log|changes|history|release notes|news)(?:\\.\\w+| file| entr(?:y|ies))?(?: (?:for|of|with|to|in|before|after) (?:the )?(?:${VERSION}.*|(?:next|new|upcoming|latest|last|recent)\\b.*|release.*|version.*))?`,
      `start(?:ing)? (?:work on |development of )?v?\\d+\\.\\d+\\S*(?: development)?`,
      'back to dev(?:elopment)?',
      '(?:v|version |release[- ]?v?)?\\d+\\.\\d+(?:\\.\\d+)?(?:[-.]\\w+)*',
    ].join('|') +
    ')[.!]?$',
  'i',
);

/** Whether a subject says only that a release is made. */
export function isRelease(subject: string): boolean {
  return RELEASE.test(subject.trim());
}
