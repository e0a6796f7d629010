import type { Language } from '../../changes/language.ts';
import { isRun, risk, type Detector } from './detector.ts';

/** `code`: the line without comments; `bare`: without what is between its quotes either. */
type Pattern = readonly [where: 'code' | 'bare', pattern: RegExp, detail: string];

const SQL = String.raw`(?:select\b.{1,200}?\bfrom|insert\s+into|update\b.{1,80}?\bset|delete\s+from)\b`;
const VALUE = String.raw`(?:[=<>]|\blike|\bin\s*\(|\bvalues\s*\(|,)\s*['"]?%?`;
const SQL_DETAIL = 'SQL is put together from text and values.';
const TLS_DETAIL = 'The check of the certificate is turned off.';

const PATTERNS: Partial<Record<Language, Pattern[]>> = {
  javascript: [
    ['bare', /(?<![.\w$])eval\s*\(/, 'Text is run as code by `eval`.'],
    ['bare', /\bnew\s+Function\s*\(/, 'Text is run as code by `new Function`.'],
    ['code', /(?<![\w$])(?:(?:child_process|cp)\.)?(?<!\.)exec(?:Sync)?\(\s*(?:`[^`]*\$\{|"[^"]*"\s*\+|'[^']*'\s*\+)/, 'A shell command is put together from text and values.'],
    ['bare', /\bdangerouslySetInnerHTML\b/, 'HTML is set without escaping by `dangerouslySetInnerHTML`.'],
    ['code', /\.(?:inner|outer)HTML\s*\+?=(?!=)(?!\s*(?:'[^']*'|"[^"]*"|`[^`$]*`)\s*;?\s*$)/, 'HTML is set without escaping by `innerHTML`.'],
    ['bare', /\bdocument\.write(?:ln)?\(|\.insertAdjacentHTML\(/, 'HTML is written into the page without escaping.'],
    ['code', /\bv-html=/, 'HTML is set without escaping by `v-html`.'],
    ['bare', /\brejectUnauthorized\s*[:=]\s*false\b/, TLS_DETAIL],
    ['code', /\bNODE_TLS_REJECT_UNAUTHORIZED\b['"]?\]?\s*[:=]\s*['"]?0/, TLS_DETAIL],
    // The name of a table cannot be given as a parameter; a value can.
    ['code', new RegExp(String.raw`(?<![\w$\])])\x60\s*${SQL}[^\x60]*${VALUE}\$\{`, 'i'), SQL_DETAIL],
    ['code', new RegExp(String.raw`(["'])\s*${SQL}[^"']*\1\s*\+\s*[\w$(]`, 'i'), SQL_DETAIL],
    ['code', /\borigin:\s*["'`]\*["'`]/, 'Every origin is let in by CORS.'],
  ],
  python: [
    ['bare', /(?<![.\w])(?<!def )(?:eval|exec)\(/, 'Text is run as code by `eval` or `exec`.'],
    ['bare', /\bshell\s*=\s*True\b/, 'A program is started through a shell.'],
    ['bare', /\bos\.(?:system|popen)\(/, 'A program is started through a shell.'],
    ['bare', /\bc?[pP]ickle\.loads?\(|\bmarshal\.loads?\(|\bdill\.loads?\(/, 'Data is read by a format that can run code (`pickle` or the like).'],
    ['bare', /\byaml\.(?:load(?:_all)?\((?!.*Safe)|unsafe_load)/, 'YAML is loaded without a safe loader.'],
    ['bare', /\bverify\s*=\s*False\b|\b_create_unverified_context\b|\bCERT_NONE\b|\bcheck_hostname\s*=\s*False\b/, TLS_DETAIL],
    ['bare', /@csrf_exempt\b/, 'The protection against forged requests is turned off.'],
    ['bare', /\bAllowAny\b/, 'Everybody is let in by `AllowAny`.'],
    ['bare', /\bmark_safe\(/, 'HTML is marked as safe.'],
    ['code', new RegExp(String.raw`\b[fF][rR]?["']{1,3}\s*${SQL}.*${VALUE}\{`, 'i'), SQL_DETAIL],
    ['code', new RegExp(String.raw`["']\s*${SQL}[^"']*["']\s*(?:%\s*[\w(]|\+\s*\w|\.format\()`, 'i'), SQL_DETAIL],
    ['code', /\ballow_origins\s*=\s*\[\s*["']\*["']|CORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)\s*=\s*True/, 'Every origin is let in by CORS.'],
  ],
  go: [
    ['bare', /\bInsecureSkipVerify:\s*true\b/, TLS_DETAIL],
    ['code', /\bexec\.Command(?:Context)?\((?:[\w.]+,\s*)?"(?:\/bin\/)?(?:ba|z)?sh",\s*"-c"/, 'A program is started through a shell.'],
    ['code', new RegExp(String.raw`Sprintf\(\s*["\x60]\s*${SQL}[^"\x60]*%[svd]`, 'i'), SQL_DETAIL],
    ['code', new RegExp(String.raw`["\x60]\s*${SQL}[^"\x60]*["\x60]\s*\+\s*\w`, 'i'), SQL_DETAIL],
    ['bare', /\btemplate\.(?:HTML|JS|URL)\([a-z]/, 'Text is marked as safe for a template.'],
  ],
  java: [
    ['bare', /\bgetRuntime\(\)\.exec\(/, 'A program is started from a line of text.'],
    ['bare', /\bnew\s+ObjectInputStream\(/, 'Objects are read that can run code (`ObjectInputStream`).'],
    ['bare', /\bcsrf\(?\)?(?:\.disable\(\)|.*::disable)/, 'The protection against forged requests is turned off.'],
    ['code', new RegExp(String.raw`"\s*${SQL}[^"]*"\s*\+\s*\w`, 'i'), SQL_DETAIL],
    ['code', /@CrossOrigin\(\s*(?:origins\s*=\s*)?"\*"/, 'Every origin is let in by CORS.'],
  ],
  csharp: [
    ['bare', /\bnew\s+BinaryFormatter\(/, 'Objects are read that can run code (`BinaryFormatter`).'],
    ['bare', /ServerCertificate\w*Callback\b.*=>\s*true\b/, TLS_DETAIL],
    ['bare', /\[AllowAnonymous\]/, 'Everybody is let in by `AllowAnonymous`.'],
    ['code', new RegExp(String.raw`\$@?"\s*${SQL}[^"]*\{|"\s*${SQL}[^"]*"\s*\+\s*\w`, 'i'), SQL_DETAIL],
    ['bare', /\.AllowAnyOrigin\(\)/, 'Every origin is let in by CORS.'],
  ],
  ruby: [
    ['bare', /(?<![.\w])(?:instance_|class_)?eval[\s(](?!do\b)/, 'Text is run as code by `eval`.'],
    ['code', /(?<![.\w])(?:system|exec)[\s(]+["'][^"']*#\{|%x[{(][^})]*#\{/, 'A shell command is put together from text and values.'],
    ['bare', /\bMarshal\.load\(/, 'Data is read by a format that can run code (`Marshal`).'],
    ['bare', /\.html_safe\b/, 'HTML is marked as safe.'],
    ['bare', /\bVERIFY_NONE\b/, TLS_DETAIL],
    ['code', /\bskip_before_action\s+:(?:verify_authenticity_token|authenticate\w*|authorize\w*|require_\w+)/, 'A check before the action is skipped.'],
    ['code', new RegExp(String.raw`["']\s*${SQL}[^"']*#\{`, 'i'), SQL_DETAIL],
  ],
  php: [
    ['bare', /(?<![\w>:$])eval\s*\(/, 'Text is run as code by `eval`.'],
    ['bare', /(?<![\w>:])unserialize\(\s*\$/, 'Data is read by a format that can run code (`unserialize`).'],
    ['code', /(?<![\w>:])(?:shell_exec|system|passthru|exec|popen)\([^)]*\$/, 'A shell command is put together from text and values.'],
    ['bare', /CURLOPT_SSL_VERIFY(?:PEER|HOST)\s*(?:,|=>)\s*(?:false|0)/i, TLS_DETAIL],
    ['code', new RegExp(String.raw`["']\s*${SQL}[^"']*(?:["']\s*\.\s*\$|\$\w)`, 'i'), SQL_DETAIL],
  ],
  c: [
    ['bare', /(?<![\w.>])(?:strcpy|strcat|gets)\s*\((?!\s*\))/, 'A text is copied without a limit (`strcpy` or the like).'],
    ['bare', /(?<![\w.>:])(?:system|popen)\s*\((?!\s*\))/, 'A program is started through a shell.'],
  ],
  rust: [
    ['bare', /\bunsafe\s+(?:\{|fn\b|impl\b|extern\b)|\bunsafe\s*\{/, 'There is new `unsafe` code.'],
    ['bare', /\bdanger_accept_invalid_(?:certs|hostnames)\(\s*true/, TLS_DETAIL],
  ],
};

const ANYWHERE: Pattern[] = [
  ['code', /Access-Control-Allow-Origin["']?\s*[,:)=\]]+\s*["'`]?\*/, 'Every origin is let in by CORS.'],
  ['code', /\bchmod\w*\b[^#]*?(?<![\w.]|&\s*)(?:0?o?777|a\+rwx)\b/, 'Everybody may write what is given the mode 777.'],
];

const SHELL: Pattern[] = [
  ['code', /\b(?:curl|wget)\b[^|;&]*\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:\/bin\/)?(?:ba|z|da|k)?sh\b/, 'What is downloaded is run at once.'],
  ['code', /\bcurl\s(?:[^|;&]*\s)?(?:-k|--insecure)\b|\bwget\s[^|;&]*--no-check-certificate\b/, TLS_DETAIL],
  ['code', /(?:^|[;&|]\s*)eval\s+["']?\$[({]?\w/, 'Text is run as a command by `eval`.'],
];
const HAS_SHELL = /(?:^|\/)(?:[^/]*dockerfile[^/]*|[^/]*containerfile|jenkinsfile)$|\.(?:ya?ml|mk|json)$/i;

const THROUGH_SHELL = /\bshell:\s*true\b/;
const STARTS = /\b(?:spawn|spawnSync|exec|execa|execFile|execFileSync|execSync|fork)\s*\(|\bchild_process\b/;

/** Added lines that call what is easily misused. */
export const dangerousCalls: Detector = (file) => {
  if (!isRun(file)) return [];
  const shell = file.language === 'shell' || file.language === 'make' || file.role === 'ci' || HAS_SHELL.test(file.change.path);
  const patterns = [...(PATTERNS[file.language] ?? []), ...ANYWHERE, ...(shell ? SHELL : [])];
  const throughShell = file.language === 'javascript' ? file.hunks.filter(({ current }) => current.some(({ bare }) => STARTS.test(bare))).flatMap(({ current }) => current.filter(({ bare, changed }) => changed && THROUGH_SHELL.test(bare))) : [];
  const found = file.added.flatMap((line) => {
    if (line.code === '') return [];
    return patterns.filter(([where, pattern]) => pattern.test(line[where])).map(([, , detail]) => risk('security', detail, line.line));
  });
  return [...found, ...throughShell.map(({ line }) => risk('security', 'A program is started through a shell.', line))];
};
