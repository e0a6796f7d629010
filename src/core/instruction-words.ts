/** How strong a sign it is that a sentence speaks to a model. `override` and `address` never stand in a program's own words; a `demand` may. */
export type InstructionKind = 'override' | 'address' | 'demand';

/** Between the words of a sentence, a file's name or a camelCase name: nothing, or up to three signs. */
const BETWEEN = '[ _./,+–-]{0,3}';

/** A space in a pattern stands for what may be between words. Letters are those that `plainLetters` leaves. */
function any(...patterns: string[]): RegExp {
  return new RegExp(patterns.map((pattern) => `(?:${pattern.replaceAll(' ', BETWEEN)})`).join('|'), 'giu');
}

const EN_BEFORE = '(?:previous|previously given|prior|above|preceding|earlier|foregoing|former|existing|original|initial|system|aforementioned|past)';
const EN_RULES = '(?:instructions?|prompts?|rules?|directions?|directives?|messages?|text|context|commands?|orders?|guidelines?|constraints?|tasks?|requests?|examples?|content)';
const DE_RULES = '(?:anweisung(?:en)?|instruktion(?:en)?|befehle?|regeln?|vorgaben?|aufforderung(?:en)?|nachrichten|aufgaben?|texte?|prompts?)';
const FR_RULES = '(?:instructions?|consignes?|directives?|regles?|ordres?|messages?|commandes?|textes?)';
const ES_RULES = '(?:instruccion(?:es)?|ordenes|reglas?|indicacion(?:es)?|mensajes?|directrices|texto)';

/** Takes back what the model was told. */
const OVERRIDES = any(
  `(?:ignore|disregard|forget|override|bypass|discard|neglect) (?:about )?(?:(?:all|any|every|each|the|your|these|those|of|my|our|other) ){0,4}${EN_BEFORE} (?:and following )?${EN_RULES}`,
  `(?:ignore|disregard|forget) (?:everything|all|anything|what)(?: (?:of|you|that|i|we|was|were|is|has|have|had|been|stands|comes|came|the)){0,5} (?:above|before|so far|up to now|previously|until now|told|said)`,
  `(?:ignore|disregard|forget) (?:all )?(?:of )?(?:your|these|those) ${EN_RULES}`,
  `(?:ignore|disregard) the (?:above|diff|code below|code above|real change)`,
  `do(?: not|n't|n’t) (?:follow|obey|heed) (?:(?:all|any|the|your|these) ){0,2}(?:${EN_BEFORE} )?${EN_RULES}`,
  `(?:new|updated|real|actual|urgent|important) (?:system )?(?:instructions?|task|directives?|orders?)(?: (?:for|to) (?:you|the model|the assistant|the ai|llms?))? ?:`,
  `ignorier(?:e|en sie|t|en)? (?:bitte )?(?:(?:alle[smn]?|die|deine|ihre|samtliche|jegliche|aller?|diese) ){0,3}(?:vorherigen?|vorigen?|bisherigen?|obigen?|vorangegangenen?|vorangehenden?|fruheren?|vorstehenden?|anderen?|anderslautenden?) ${DE_RULES}`,
  `(?:vergiss|vergesst|vergessen sie|missachte|ignoriere) (?:alles|alle|deine|die|samtliche)(?:,? was)?(?: du| ich| dir)? (?:davor|bis jetzt|gelesen|gehort|gesagt|vorher|zuvor|bisher|bisherigen?|vorherigen?|obigen?|oben|${DE_RULES})`,
  `ignore[zr]? (?:(?:toutes?|tous|les|tes|vos|ces|l'ensemble des) ){0,3}${FR_RULES} (?:precedentes?|precedents|ci dessus|anterieure?s?|recues|donnees)`,
  `oublie[zr]? (?:(?:toutes?|tous|tout|les|tes|vos|ce) ){1,3}(?:${FR_RULES}|precede|qui precede|avant)`,
  `ignor(?:a|e|ad|en|ar) (?:(?:todas?|todos?|las|los|tus|sus|cualquier) ){0,3}${ES_RULES} (?:anterior(?:es)?|previas?|previos?|de arriba)`,
  `olvid(?:a|e|ad|en) (?:(?:todas?|todos?|todo|las|los|tus|sus|lo) ){1,3}(?:${ES_RULES}|anterior)`,
  '(?:忽略|无视|忘记|忘掉|忽视|無視|忽視|不要理会|不用理会)[^。！？\\n]{0,10}(?:之前|以上|先前|上面|前面|所有|此前|上述|一切)[^。！？\\n]{0,10}(?:指令|指示|命令|提示|规则|規則|内容|要求|说明|話|话)',
  '(?:これまで|以前|上記|前|上)の?[^。\\n]{0,8}(?:指示|命令|プロンプト|ルール|指令)[^。\\n]{0,6}(?:無視|忘れ)',
  '(?:за|про)?(?:игнорируй(?:те)?|забудь(?:те)?|не обращай(?:те)? внимания на)[^.\\n]{0,24}(?:инструкци|указани|команд|правил|сказанн)',
);

/** Speaks to a model, or in a model's own marks. */
const ADDRESSES = any(
  '<\\|[a-z_]{2,20}\\|>|\\[/?INST\\]|<</?SYS>>|<(?:start|end)_of_turn>|</?(?:system|assistant|user)(?:_prompt|_message)?>|<\\|?(?:im_start|im_end)',
  '#{2,4} ?(?:instructions?|system|response|assistant|human|user)(?: prompt)? ?:?(?![\\p{L}])',
  '(?<![\\p{L}\\p{N}"\'._/-])(?:system|assistant)(?: ?(?:prompt|message|override|note))? ?: (?=["\']?\\p{L}+,?\\s\\p{L}+\\s\\p{L})',
  '(?:note|message|attention|hey|hello|dear|instructions?|hint|important|notice|memo|warning) ?:? (?:to|for)? ?(?:(?:the|all|any|every|you) ){0,2}(?:ai|llms?|gpt|chatgpt|copilot|claude|gemini|language models?|assistants?|bots?|models?|agents?|coding agents?)(?![\\p{L}])',
  '(?<![\\p{L}\\p{N}])(?:ai|llm|chatgpt|copilot|claude|gemini|language model)s?(?: (?:coding )?(?:assistants?|models?|agents?|reviewers?|tools?|bots?|readers?))?(?: reading this)? ?[:,!] (?=\\p{L})',
  'if you are (?:an?|the) (?:ai|llm|large language model|language model|assistant|bot|automated|coding|agent)',
  '(?<![\\p{L}])as an? (?:ai|llm|language model)(?![\\p{L}])',
  'you are (?:now|no longer|hereby) (?:an?|the|in|my|called|free|bound|going)|from now on,? (?:you|always|only|answer|respond|write)|pretend (?:to be|that you|you are)|you will now (?:answer|respond|act|write|say)',
  'you (?:must|should|shall|have to|need to) (?:now |only |always |instead ){0,2}(?:answer|respond|reply|write|output|say|obey|comply|print)',
  'your (?:new |only |real |actual ){0,2}(?:task|job|role|answer|reply|response|output|commit message|title|instructions?) (?:is|are|must|should|shall|has to|will)(?![\\p{L}])',
  '(?:an (?:die|alle)|hinweis (?:an|fur)|liebe) (?:(?:die|alle|jede) )?(?:ki|llms?|sprachmodelle?|assistent(?:en)?)(?![\\p{L}])|du bist (?:jetzt|nun|ab jetzt|ab sofort|ein[e]? (?:ki|assistent))|ab (?:jetzt|sofort) (?:antworte|schreib|bist)|(?:ki|sprachmodell) ?[:,!] ',
  '(?:note|message|attention)(?: a| pour| aux?)? (?:l\'?|les )?(?:ia|assistants?|modeles?)(?![\\p{L}])|tu es (?:maintenant|desormais)|vous etes (?:maintenant|desormais)|(?<![\\p{L}])ia ?[:,!] ',
  '(?:nota|mensaje|atencion)(?: para| a)? (?:la |los |las |el )?(?:ia|asistentes?|modelos?)(?![\\p{L}])|ahora eres|eres ahora|a partir de ahora|desde ahora,? ',
  '(?:你现在是|你現在是|从现在起|从现在开始|從現在起|作为(?:一个)?(?:AI|人工智能)|(?:AI|人工智能)助手[，,：:])',
  '(?:あなたは今|今から|AIアシスタント[、へ：:])|(?:теперь ты|ты теперь|с этого момента)',
);

const CLAUSE = '(?<=^|[.!?;:,)\\]}"\'`“„«»(>*|=/#_-] ?|[。！？；：，、“「] ?|(?<![\\p{L}])(?:and|then|please|now|instead|must|always|just|simply|und|dann|bitte|stattdessen|nun|et|puis|plutot|maintenant|y|luego|ahora|favor|и|затем) )';
const EN_ANSWER = '(?:commit (?:message|subject|title)s?|(?:pull request|pr|merge request) (?:title|description|summary)|subject line|answer|reply|response|explanation|summary|title|description|message|review|release notes?|changelog)';
const DE_ANSWER = '(?:commit ?(?:nachricht|message|botschaft|titel)|antwort|erklarung|zusammenfassung|titel|beschreibung|nachricht)';
const FR_ANSWER = '(?:message (?:de|du) (?:commit|validation)|message|reponse|explication|titre|resume|description)';
const ES_ANSWER = '(?:mensaje (?:de|del) (?:commit|confirmacion)|mensaje|respuesta|explicacion|titulo|resumen|descripcion)';

/** Says what is to be answered. */
const DEMANDS = any(
  `${CLAUSE}(?:respond|reply|answer|say|write|output|print|state|begin|start|end) (?:only|exactly|just|solely|nothing but|literally|verbatim|with|the (?:exact )?(?:words?|sentence|phrase|text|following)|the following|this|your (?:answer|reply|response)|in (?=(?:german|french|spanish|chinese|russian|japanese|english|italian|latin|pirate|klingon)))(?![\\p{L}])`,
  `(?<![\\p{L}])(?:the |your |this |its )${EN_ANSWER} (?:must|should|shall|has to|is to|needs to|will) (?:only |exactly |always |be exactly )?(?:be|say|read|contain|include|start|begin|end|mention|consist)(?![\\p{L}])`,
  `${CLAUSE}(?:use|take|write|set|make|choose|put) [^.!?\\n]{1,80} (?:as|for|in|into) (?:the |your |this )?${EN_ANSWER}(?![\\p{L}])`,
  `${CLAUSE}(?:include|mention|add|insert|append|prepend|put) [^.!?\\n]{1,80} (?:in|to|into|at the (?:end|beginning|start) of) (?:the |your |every |any )${EN_ANSWER}(?![\\p{L}])`,
  // `--wrap=never flag` is a setting.
  `(?:do(?: not|n't|n’t)|never) (?:mention|describe|report|explain|talk about|reveal)(?![\\p{L}])|(?:do(?: not|n't|n’t)|(?<!--[\\w-]{1,30}=)never) flag(?![\\p{L}])`,
  `${CLAUSE}(?:approve|accept|merge) (?:this|the) (?:change|pull request|pr|diff|code|merge request|review)|${CLAUSE}(?:mark|report|rate|describe) (?:this|it|the (?:code|change|diff)) as (?:safe|approved|harmless|secure|correct|reviewed)`,
  `${CLAUSE}(?:antworte[nt]?|schreib[e]?(?:n)?|sag[e]?|gib|nenne|verwende|nimm|erwahne)(?: sie)? (?:nur|ausschliesslich|genau|exakt|lediglich|stattdessen|mit|folgendes|als|auf (?=deutsch|englisch|franzosisch|spanisch|chinesisch)|den (?:satz|text)|das wort|die worter)(?![\\p{L}])`,
  `(?:die|der|deine|das) ${DE_ANSWER} (?:muss|soll|sollte|hat|lautet|ist|darf)(?![\\p{L}])|erwahne [^.\\n]{0,40} nicht|gib (?:den diff|die anderung) frei`,
  `${CLAUSE}(?:repond(?:s|ez|re)|ecri(?:s|vez|re)|di(?:s|tes|re)|affiche[zr]?|utilise[zr]?)(?: moi)? (?:seulement|uniquement|exactement|juste|simplement|avec|par|ceci|la phrase|le mot|comme|en (?=allemand|francais|espagnol|chinois|anglais))(?![\\p{L}])`,
  `(?:le|la|ta|ton|votre) ${FR_ANSWER} (?:doit|devra|est|sera|devrait)(?![\\p{L}])|ne mentionne[zr]? pas`,
  `${CLAUSE}(?:respond[ea]|contest[ae]|escrib[ea]|di(?:ga)?|muestr[ae]|us[ae]|utilic?[ez]?[ea]?)(?: tu)? (?:solo|solamente|unicamente|exactamente|simplemente|con|esto|lo siguiente|la frase|la palabra|como|en (?=aleman|frances|espanol|chino|ingles))(?![\\p{L}])`,
  `(?:el|la|tu|su) ${ES_ANSWER} (?:debe|debera|es|sera|tiene que|ha de)(?![\\p{L}])|no menciones`,
  '(?:只|仅|必须|请|直接|要|并|而是)(?:需要?|能|用|要|须|需)?(?:回答|回复|输出|寫|写|说|說|返回|使用|用中文|用德语|用法语|用英语)|提交(?:信息|消息|说明|日志|訊息)(?:必须|应该|应|要|是|为|写|改)|(?:标题|回答|答案|回复|说明)(?:必须|应该|应|要)|不要提(?:及|到)?|用(?:中文|德语|法语|西班牙语|日语|英语)(?:回答|回复|写)',
  '(?:だけ|のみ)を?(?:答え|出力|返答|回答|書)|と(?:だけ|のみ)?(?:答え|出力|返答|回答|書い)|コミットメッセージは|(?:ответь(?:те)?|напиши(?:те)?|скажи(?:те)?) (?:только|просто|ровно|именно|что|:)|сообщение коммита (?:должно|:)|не упоминай(?:те)?',
);

export const INSTRUCTIONS: readonly [InstructionKind, RegExp][] = [
  ['override', OVERRIDES],
  ['address', ADDRESSES],
  ['demand', DEMANDS],
];

/** What every sentence that speaks to a model has; a quick look before the patterns. */
export const TRIGGER =
  /ignor|disregard|forget|overrid|bypass|discard|neglect|obey|follow|heed|instruction|directive|orders?|task|system|assistant|<\|?(?:im_|start_|end_|user)|<\||\[\/?inst|<<|response|human|\b(?:ai|llms?|ia|ki)\b|gpt|copilot|claude|gemini|model|\byou\b|your|from now|pretend|answer|reply|respond|\bsay\b|write|output|print|state|message|title|summary|description|review|release|changelog|explanation|approve|merge|mention|describe|report|explain|reveal|flag|\bend\b|begin|start|mark |vergiss|vergess|missacht|antwort|schreib|sag|gib|nenne|verwende|nimm|erwahn|nachricht|botschaft|titel|zusammenfass|oubli|repon|ecri|affiche|utilis|\bdi[strg]|maintenant|desormais|mentionn|titre|olvid|contest|escrib|muestr|mensaje|respuesta|titulo|resumen|ahora|[\u3040-\u30ff\u3400-\u9fff]|[\u0400-\u04ff]/i;

/** A verb of saying, and the words between it and what is to be said. */
export const SAYING = new RegExp(
  [
    '(?:respond|reply|answer|say|saying|says|write|output|print|state|return|emit|read|reads|begin|start|end|include|includes|contain|contains|mention|add|append|insert|use|make|set|be|is|call it|title it)(?: (?:back|only|exactly|just|solely|nothing but|literally|verbatim|simply|with|the|exact|words?|sentence|phrase|text|following|message|this|that|it|as|to|be|your answer|your reply|instead)){0,6}',
    '(?:antworte[nt]?|antworten|schreib(?:e|en)?|sag(?:e|en)?|gib|nenne|verwende|nimm|lautet|lauten|heissen|enthalten|ist|sein)(?: (?:sie|nur|bitte|ausschliesslich|genau|exakt|lediglich|stattdessen|mit|folgendes|als|den|satz|text|dem|das|wort|die|worter|dass)){0,6}',
    '(?:repond(?:s|ez|re)|ecri(?:s|vez|re)|di(?:s|tes|re)|affiche[zr]?|utilise[zr]?|etre|est|contenir|mentionner)(?: (?:moi|seulement|uniquement|exactement|juste|simplement|avec|par|ceci|la|phrase|le|mot|comme|que|plutot)){0,6}',
    '(?:respond[ea]r?|contest[ae]r?|escrib[ea]|escribir|di|diga|decir|muestr[ae]|us[ae]|ser|es|contener|mencionar)(?: (?:solo|solamente|unicamente|exactamente|simplemente|con|esto|lo|siguiente|la|frase|palabra|como|que)){0,6}',
    '(?:回答|回复|输出|写|寫|说|說|返回|使用|必须是|必须为|应为|应该是|改为|是|为|必须包含|包含)(?:以下|这句话|：)?',
    '(?:ответь(?:те)?|напиши(?:те)?|скажи(?:те)?|должно быть|быть)(?: (?:только|просто|ровно|именно|что|словом|слово|фразу)){0,4}',
  ]
    .map((pattern) => `(?:${pattern.replaceAll(' ', BETWEEN)})`)
    .join('|')
    .replace(/^/, '(?<=^|[^\\p{L}]|\\p{Ll}(?=\\p{Lu})|\\p{Script=Han})(?:')
    .concat(`)(?:${BETWEEN}[:：=>]{0,2}) ?`),
  'giu',
);

/** Where what is to be said ends before the sentence does. */
export const AFTER_SAID =
  /[ _-](?:and (?:nothing|do not|don't|never|then|ignore)|instead(?: of|$)|nothing (?:else|more)|as (?:the|your|a|commit)|in (?:the|your|every|this)|to (?:the|your)|for (?:the|this|your|all)|when |if |no matter|regardless|without |rather than|because|und (?:nichts|sonst|nicht)|statt|als (?:commit|antwort|titel)|et rien|dans (?:le|la|ta|votre)|comme (?:message|titre)|y nada|en (?:el|la|tu)|como (?:mensaje|titulo))|[，,。]? ?(?:不要|而不是|其他|别)/iu;

/** Languages that may be demanded, with words that show that a text is in them. Of English nothing would be shown: it is what is expected. */
export const LANGUAGES: readonly { name: string; demanded: RegExp; words: RegExp }[] = [
  { name: 'German', demanded: /(?:in|auf) (?:german|deutsch)|用德语/i, words: /(?<![\p{L}])(?:der|die|das|und|ist|wird|nicht|eine?[rnms]?|mit|fur|von|zu[rm]?|auf|hinzu|hinzugefugt|im|dem|den)(?![\p{L}])/giu },
  { name: 'French', demanded: /(?:in|en) (?:french|francais)|auf franzosisch|用法语/i, words: /(?<![\p{L}])(?:le|la|les|une?|des?|du|et|est|pour|dans|avec|ajoute[rz]?|sur|que|qui|pas)(?![\p{L}])/giu },
  { name: 'Spanish', demanded: /(?:in|en) (?:spanish|espanol)|auf spanisch|用西班牙语/i, words: /(?<![\p{L}])(?:el|la|los|las|una?|del?|y|es|para|con|en|que|anade|agrega[r]?|por)(?![\p{L}])/giu },
  { name: 'Chinese', demanded: /(?:in|en|auf) (?:chinese|chinesisch|chinois|chino)|用中文|用汉语/i, words: /\p{Script=Han}/gu },
  { name: 'Japanese', demanded: /in japanese|日本語で|用日语/i, words: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu },
  { name: 'Russian', demanded: /in russian|на русском|по-русски/i, words: /[\u0430-\u044f]{3,}/gu },
];

/** An answer that says that it does as it was told, or that it is a model. */
export const FOLLOWS =
  /(?<![\p{L}])(?:as (?:you )?(?:requested|instructed|asked|told|demanded)|(?:sure|okay|ok|certainly|understood|of course)[,!.:] |i (?:will|have|am|can(?:not|'t)?|ignored?|understand)\b.{0,30}(?:instruction|ignor|comply|now|assist)|i am now|as an? (?:ai|language model)|i(?:'m| am) sorry|(?:ignoring|ignored|disregarding) (?:all |the |any )?(?:previous|prior|above) instructions?|wie gewunscht|comme demande|como (?:se )?(?:pidio|solicito)|按照(?:您的)?(?:要求|指示))/iu;

/** An answer that tells of texts for models. */
export const TELLS_OF_PROMPTS = /(?<![\p{L}])(?:prompts?|prompting|instruct(?:s|ed|ions?)?|system messages?|injections?|llms?|language models?|models?|chat ?bots?|assistants?|agents?|gpt|tells?|asks?|require[sd]?|responses?|repl(?:y|ies)|answers?|formats?)(?![\p{L}])/iu;

/** Words of approval. */
export const APPROVES = /(?<![\p{L}])(?:approve[sd]?|approval|lgtm|looks good|ready to merge|safe to merge|no (?:issues?|risks?|problems?|concerns?)|(?:is|are|as) (?:safe|harmless|secure)|freigegeben|genehmigt|approuve|aprobado|批准|通过)/iu;
