/** What a section of a template asks for. */
export type Kind = 'summary' | 'why' | 'changes' | 'tests' | 'breaking' | 'migration' | 'issues' | 'changelog';

/** A choice among boxes, pictures, confirmations: for a person alone. */
const PERSONAL =
  /\b(?:types?|kinds?|categor(?:y|ies)) of\b|\b(?:pr|mr|change|request|issue) types?\b|^types?$|check ?-?list|\bchecks?\b|screenshots?|screen ?(?:recording|capture)|\bvideos?\b|\bdemo\b|to-?do\b|reviewers?\b|guidelines?|contribut|\bcla\b|\bai\b|generative|disclos|\bart der\b|\btype de\b|\btipo de\b|lista de|liste de|checkliste|bildschirm|captur|类型|种类|検討事項|種類|检查|自检|清单|チェック|截图|スクリーンショット/u;
/** What no diff and no commit tells. */
const UNKNOWABLE =
  /\b(?:current|old|previous|existing|actual|expected) (?:behaviou?r|state)|comportamiento actual|comportement actuel|bisheriges|steps?\b|reproduc|\bset ?-?up\b|locally|environments?\b|configuration|tested (?:on|with|in)\b|devices?\b|deploy|roll ?back|\bdocument|\bdocs?\b|^(?:who|when|where)\b|^(?:have|do|are) you\b|\bapi\b|behaviou?ral|\bux?i?\b|user experience|\btitle\b|\babove\b|user[- ]facing|\badditional\b|\bfurther\b|\bany ?(?:thing|other)|\bother\b|follow[- ]?ups?|out of scope|alternatives?|acceptance|definition of done|approv|depend(?:s|enc)|related (?:prs?|mrs?|pull|merge)|\bnot (?:included|changed)/u;

/** The first that fits decides. Accents are as in composed letters. */
const KINDS: [Kind | undefined, RegExp][] = [
  [undefined, PERSONAL],
  // A brief change log is how Apache's projects call the changes.
  ['changes', /^brief change ?-?log/u],
  ['changelog', /change ?-?log|release[- ]?notes?|\bnews\b|versionshinweis|notas de (?:la )?vers|notes de version|更新日志|变更日志|发布说明|リリースノート/u],
  ['breaking', /\bbreak(?:s|ing|age)?\b|compatib|\bbc\b|ruptur|quebra|破坏性|不兼容|兼容性|破壊的|互換性/u],
  ['migration', /migra[tcç]|\bupgrad(?:e|ing)\b|迁移|升级|移行|アップグレード/u],
  [undefined, UNKNOWABLE],
  ['summary', /^descri(?:be|ption)\b/u],
  ['why', /\bproblem (?:summary|statement|description)\b/u],
  ['why', /^(?:why|warum|wieso|pourquoi|por ?qu[eé]|¿por qu[eé]|为什么|なぜ)(?!\p{L}*\s*(?:and|&|\/|und|et|y|e) )/u],
  ['tests', /\btest(?:s|ed|ing|e|é|ée|és|en)?(?!\p{L})|getestet|verif|vérif|validat|\bqa\b|prüfung|pruebas?|prob(?:ó|ado|ar)|testado|测试|验证|テスト|動作確認|検証/u],
  ['issues', /\bissues?\b|\btickets?\b|\bjira\b|\btrac\b|\b(?:fixes|closes|resolves|refs|references?|links?|related)\b|\bbugs? fixed\b|verknüpft|zugehörig|liée?s?(?!\p{L})|relacionad|vinculad|incidencias?|关联|相关|関連|課題/u],
  [
    'summary',
    /descri|summary|overview|\babout\b|purpose|\bgoals?\b|objectives?|\bintro|proposal|solution|(?:new|desired) behaviou?r|behaviou?r after|解决方案|nuevo comportamiento|nouveau comportement|neues verhalten|\bwhat(?:'s)? (?:does|do|did|will) (?:this|the|it|i|we|you|your)\b|\bwhat (?:is|are|was) (?:this|these|it|the (?:change|purpose|goal|new|intent|aim|feature|fix|point))\b|\bwhat (?:this|it|the|i|we|was|has)\b|^what(?:$| (?:and|&|\/|\+|-) ?)|\bwhy (?:and|&|\/) what\b|beschreib|zusammenfass|überblick|\bwas (?:macht|wurde|tut)\b|résumé|que fait|resumen|\bqué (?:hace|cambia)|resumo|\bo que\b|描述|说明|概述|简介|介绍|做了什么|概要|説明/u,
  ],
  ['why', /\bwhy\b|motivation|motivaci|motivaç|background|\bcontext|rationale|\breasons?\b|\bproblems?\b|justif|hintergrund|begründung|kontext|raison|antecedentes|背景|动机|原因|理由|目的|動機/u],
  ['changes', /\bchange(?:s|d)?\b|implement|modif|\bdetails?\b|\bhow (?:i|we) did\b|\bhow (?:does|do) (?:it|this)\b|approach|^how$|what's (?:new|different)|änderung|umsetzung|changements?|cambios?|alteraç|mudanças?|变更|改动|修改|更改|変更|修正/u],
];

/** What a heading, question or label asks for; undefined where a person must answer, or nobody knows. */
export function kindOf(heading: string): Kind | undefined {
  // Several of them stand for a choice.
  if (heading.split(' | ').length > 2) return undefined;
  const text = plainHeading(heading);
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Without marks, links, numbers and signs around, in small letters. */
function plainHeading(heading: string): string {
  return heading
    .slice(0, 200)
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\]\([^()]*\)/g, '')
    .replace(/[*_`~[\]#|]/g, '')
    .replace(/\((?:optional|required|if applicable|s)\)/g, '')
    .replace(/^[^\p{L}¿]+/u, '')
    .replace(/[\s:：?？!.*]+$/u, '');
}
