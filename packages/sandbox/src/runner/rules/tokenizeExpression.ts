export type ExpressionToken =
  | { type: 'variable'; name: string }
  | { type: 'string'; value: string }
  | { type: 'pattern'; source: string; flags: string }
  | { type: 'null' }
  | { type: 'operator'; value: '==' | '!=' | '=~' | '!~' | '&&' | '||' }
  | { type: 'open' }
  | { type: 'close' };

const lexemes: Array<[RegExp, (match: RegExpExecArray) => ExpressionToken]> = [
  [/\$\{(\w+)\}|\$(\w+)/y, m => ({ type: 'variable', name: m[1] ?? m[2] })],
  [/"([^"]*)"|'([^']*)'/y, m => ({ type: 'string', value: m[1] ?? m[2] })],
  [
    /\/((?:\\.|[^/\\])+)\/([ismU]*)/y,
    m => ({ type: 'pattern', source: m[1], flags: m[2] }),
  ],
  [/null\b/y, () => ({ type: 'null' })],
  [
    /==|!=|=~|!~|&&|\|\|/y,
    m => ({
      type: 'operator',
      value: m[0] as '==' | '!=' | '=~' | '!~' | '&&' | '||',
    }),
  ],
  [/\(/y, () => ({ type: 'open' })],
  [/\)/y, () => ({ type: 'close' })],
];

/** The words of an `if:`. Throws where there is something that is none. */
export function tokenizeExpression(text: string): ExpressionToken[] {
  const tokens: ExpressionToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at])) {
      at += 1;
      continue;
    }
    const found = lexemes.flatMap(([pattern, read]) => {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      return match ? [{ token: read(match), length: match[0].length }] : [];
    })[0];
    if (!found) {
      throw new SyntaxError(`Invalid expression syntax at "${text.slice(at)}"`);
    }
    tokens.push(found.token);
    at += found.length;
  }
  return tokens;
}
