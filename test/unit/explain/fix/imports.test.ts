import { describe, expect, it } from 'vitest';
import { addImports, importOf, splitImports } from '../../../../src/workers/explain/fix/imports.ts';

const added = (source: string, language: string, ...lines: string[]) => {
  const part = addImports(source, language, lines);
  return part && source.slice(0, part.start) + part.text + source.slice(part.end);
};

describe('splitImports', () => {
  it('takes the imports off a rewritten piece', () => {
    expect(splitImports('import os\nfrom pathlib import Path\n\nx = Path(os.sep)', 'python', 'x = "/"')).toEqual({ imports: ['import os', 'from pathlib import Path'], rest: 'x = Path(os.sep)' });
    expect(splitImports('import {x} from \'y\';\nx();', 'typescript', 'z();')).toEqual({ imports: ['import {x} from \'y\';'], rest: 'x();' });
  });

  it('leaves a piece alone that is an import, or only that', () => {
    expect(splitImports('import os\nimport re', 'python', 'import os, re').imports).toEqual([]);
    expect(splitImports('import os', 'python', 'x = 1').imports).toEqual([]);
    expect(splitImports('import os\nx', 'shellscript', 'x').imports).toEqual([]);
  });
});

describe('importOf', () => {
  it('knows the modules of Python\'s own library and names from them', () => {
    expect([importOf('contextlib', 'python'), importOf('Path', 'python'), importOf('helper', 'python'), importOf('toString', 'python'), importOf('os', 'javascript')]).toEqual(['import contextlib', 'from pathlib import Path', undefined, undefined, undefined]);
  });
});

describe('addImports', () => {
  it('adds after the last import at the top, once', () => {
    expect(added('"""Doc."""\nimport os\nfrom a import (\n    b,\n)\n\nimport_me = 1\n', 'python', 'import re', 'import re')).toBe('"""Doc."""\nimport os\nfrom a import (\n    b,\n)\nimport re\n\nimport_me = 1\n');
    expect(added('import os\n', 'python', 'import os')).toBeUndefined();
    expect(added('\'use strict\';\r\n\r\nconst a = require(\'a\');\r\na();\r\n', 'javascript', 'import b from \'b\';')).toBe('\'use strict\';\r\n\r\nconst a = require(\'a\');\r\nimport b from \'b\';\r\na();\r\n');
  });

  it('goes below a first line, a docstring of several lines, and to the top where there is nothing else', () => {
    expect(added('#!/usr/bin/env python\n"""Doc\n\nmore.\n"""\nx = 1\n', 'python', 'import re')).toBe('#!/usr/bin/env python\n"""Doc\n\nmore.\n"""\nimport re\nx = 1\n');
    expect(added('# Licence\nx = 1\n', 'python', 'import re')).toBe('import re\n# Licence\nx = 1\n');
    expect(added('', 'python', 'import re')).toBe('import re\n');
  });
});
