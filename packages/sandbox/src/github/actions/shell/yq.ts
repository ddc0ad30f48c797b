/**
 * The part of yq that pipelines use, so that it needs not be installed: reading a value, and
 * setting one in place with comments and order kept.
 *
 *     yq '.image.tag' values.yaml
 *     yq -i '.image.tag = strenv(TAG)' values.yaml
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isCollection, parseDocument, stringify } from 'yaml';

function fail(message: string): never {
  process.stderr.write(`Error: ${message}\n`);
  process.exit(1);
}

function parsePath(text: string): Array<string | number> {
  const path: Array<string | number> = [];
  const pattern = /\.?"([^"]+)"|\.?\["([^"]+)"\]|\.?\[(\d+)\]|\.([\w-]+)/y;
  const trimmed = text.trim();
  while (pattern.lastIndex < trimmed.length) {
    const match = pattern.exec(trimmed);
    if (!match) {
      fail(`the sandbox's yq does not know the path ${trimmed}`);
    }
    const [, quoted, bracketed, index, name] = match;
    path.push(
      index === undefined ? quoted ?? bracketed ?? name : Number(index),
    );
  }
  return path;
}

function parseValue(text: string): unknown {
  const variable = /^(str)?env\((\w+)\)$/.exec(text);
  if (variable) {
    const value = process.env[variable[2]];
    if (value === undefined) {
      fail(`Value for env variable '${variable[2]}' not provided in env()`);
    }
    return variable[1] ? value : parseDocument(value).toJS();
  }
  return parseDocument(text).toJS();
}

const args = process.argv.slice(2).filter(arg => !/^(e|eval)$/.test(arg));
const options = args.filter(arg => arg.startsWith('-'));
const [expression = '.', file] = args.filter(arg => !arg.startsWith('-'));
if (!file) {
  fail("the sandbox's yq needs an expression and a file");
}
let text: string;
try {
  text = readFileSync(file, 'utf8');
} catch {
  fail(`open ${file}: no such file or directory`);
}
const document = parseDocument(text);
const assignments = expression
  .split('|')
  .map(part => /^\s*(.+?)\s*=\s*(.+?)\s*$/.exec(part));
if (assignments.every(one => one !== null)) {
  for (const [, path, value] of assignments) {
    document.setIn(parsePath(path), parseValue(value));
  }
  const changed = document.toString({ lineWidth: 0 });
  if (options.some(option => /^(-\w*i\w*|--inplace)$/.test(option))) {
    writeFileSync(file, changed);
  } else {
    process.stdout.write(changed);
  }
} else {
  const value =
    expression === '.'
      ? document.contents
      : document.getIn(parsePath(expression), true);
  const plain =
    value && typeof value === 'object' && 'value' in value
      ? value.value
      : value;
  process.stdout.write(
    isCollection(plain) ? stringify(plain) : `${plain ?? 'null'}\n`,
  );
}
