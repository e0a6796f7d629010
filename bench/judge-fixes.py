"""Puts the labels of collected explanations right: 1 where the fix is clean as score.py judges it, otherwise 0.

usage: judge-fixes.py SCORE DIAGNOSTICS ESLINT_DIR COLLECTED
SCORE: score.py; DIAGNOSTICS: diagnostics.jsonl; ESLINT_DIR: where ESLint and its plugins are installed, the other linters being on the PATH;
COLLECTED: what `npm run bench -- collect explain` wrote; it is rewritten.
"""
import importlib.util, json, sys

path, diagnostics, eslint_dir, collected = sys.argv[1:5]
spec = importlib.util.spec_from_file_location('score', path)
score = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)
read = lambda file: [json.loads(line) for line in open(file, encoding='utf8') if line.strip()]
records = {record['id']: record for record in read(diagnostics)}

lines = read(collected)
differ = 0
for line in lines:
    if line['label'] is None:
        continue
    record, fix = records[line['id']], line['output'].get('fix')
    figures = score.explain([record], [{'output': {'problem': 'x', 'fix': fix}}], eslint_dir) if fix else None
    label = 1 if figures and figures['fixCleanOfAll'] == 1 else 0
    differ += label != line['label']
    line['label'] = label
with open(collected, 'w', encoding='utf8') as file:
    file.writelines(json.dumps(line, ensure_ascii=False) + '\n' for line in lines)
print(f'{len(lines)} answers, {sum(line["label"] or 0 for line in lines)} clean, {differ} labels changed')
