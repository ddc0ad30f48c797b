import { tokenizeExpression } from './tokenizeExpression.ts';
import type { ExpressionToken } from './tokenizeExpression.ts';

type Value = string | null | boolean | RegExp;
type Operator = Extract<ExpressionToken, { type: 'operator' }>['value'];

const levels: Operator[][] = [['||'], ['&&'], ['==', '!=', '=~', '!~']];

/**
 * Evaluates the `if:` of a rule, such as `$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $TAG =~ /^v/`.
 * Throws a SyntaxError when it is none.
 */
export function evaluateExpression(
  text: string,
  variables: Record<string, string>,
): boolean {
  const tokens = tokenizeExpression(text);
  let at = 0;

  function operand(): Value {
    const token = tokens[at];
    at += 1;
    switch (token?.type) {
      case 'variable':
        return variables[token.name] ?? null;
      case 'string':
        return token.value;
      case 'null':
        return null;
      case 'pattern':
        return toPattern(token.source, token.flags);
      case 'open': {
        const value = binary(0);
        if (tokens[at]?.type !== 'close') {
          throw new SyntaxError(`A parenthesis is not closed in "${text}"`);
        }
        at += 1;
        return value;
      }
      case 'close':
      case 'operator':
      case undefined:
        throw new SyntaxError(`Invalid expression syntax in "${text}"`);
      default:
        return token satisfies never;
    }
  }

  function binary(level: number): Value {
    if (level === levels.length) {
      return operand();
    }
    let left = binary(level + 1);
    for (;;) {
      const token = tokens[at];
      if (token?.type !== 'operator' || !levels[level].includes(token.value)) {
        return left;
      }
      at += 1;
      left = apply(token.value, left, binary(level + 1));
    }
  }

  const result = binary(0);
  if (at < tokens.length) {
    throw new SyntaxError(`Invalid expression syntax in "${text}"`);
  }
  return isTruthy(result);
}

function isTruthy(value: Value): boolean {
  return typeof value === 'boolean' ? value : value !== null && value !== '';
}

function apply(operator: Operator, left: Value, right: Value): boolean {
  switch (operator) {
    case '||':
      return isTruthy(left) || isTruthy(right);
    case '&&':
      return isTruthy(left) && isTruthy(right);
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '=~':
      return matches(left, right);
    case '!~':
      return !matches(left, right);
    default:
      return operator satisfies never;
  }
}

function matches(left: Value, right: Value): boolean {
  // A pattern may stand in a variable: `$BRANCH =~ $PATTERN`.
  const written =
    typeof right === 'string' ? /^\/(.+)\/([ismU]*)$/s.exec(right) : null;
  const pattern = written ? toPattern(written[1], written[2]) : right;
  return (
    typeof left === 'string' && pattern instanceof RegExp && pattern.test(left)
  );
}

function toPattern(source: string, flags: string): RegExp {
  return new RegExp(source, flags.replace('U', ''));
}
