import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { ExpressionContext, ExpressionValue } from './ExpressionValue.ts';

/** What `success()`, `failure()` and `cancelled()` go by. */
export interface StatusFunctions {
  success: boolean;
  failure: boolean;
  cancelled: boolean;
}

export interface Scope {
  context: ExpressionContext;
  status?: StatusFunctions;
  hashFiles?: (patterns: string[]) => string;
}

const contextNames = [
  'github',
  'env',
  'vars',
  'job',
  'jobs',
  'steps',
  'runner',
  'secrets',
  'strategy',
  'matrix',
  'needs',
  'inputs',
];

/** Evaluates what stands between `${{` and `}}` with GitHub's own library. */
export function evaluateExpression(
  expression: string,
  scope: Scope,
): ExpressionValue {
  const functions = functionsOf(scope);
  const tokens = new Lexer(expression).lex().tokens;
  const tree = new Parser(tokens, contextNames, functions).parse();
  const context = new data.Dictionary();
  for (const name of contextNames) {
    context.add(name, toData(scope.context[name] ?? {}));
  }
  const evaluator = new Evaluator(
    tree,
    context,
    new Map(functions.map(one => [one.name.toLowerCase(), one])),
  );
  return fromData(evaluator.evaluate());
}

function functionsOf(scope: Scope) {
  const status = scope.status ?? {
    success: true,
    failure: false,
    cancelled: false,
  };
  const constant = (name: string, value: boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 255,
    call: () => new data.BooleanData(value),
  });
  return [
    constant('success', status.success),
    constant('failure', status.failure),
    constant('cancelled', status.cancelled),
    constant('always', true),
    {
      name: 'hashFiles',
      minArgs: 1,
      maxArgs: 255,
      call: (...patterns: data.ExpressionData[]) =>
        new data.StringData(
          scope.hashFiles?.(patterns.map(one => one.coerceString())) ?? '',
        ),
    },
  ];
}

export function toData(value: ExpressionValue): data.ExpressionData {
  if (value === null) {
    return new data.Null();
  }
  switch (typeof value) {
    case 'string':
      return new data.StringData(value);
    case 'number':
      return new data.NumberData(value);
    case 'boolean':
      return new data.BooleanData(value);
    default:
  }
  if (Array.isArray(value)) {
    return new data.Array(...value.map(toData));
  }
  return new data.Dictionary(
    ...Object.entries(value).map(([key, one]) => ({ key, value: toData(one) })),
  );
}

export function fromData(value: data.ExpressionData): ExpressionValue {
  switch (value.kind) {
    case data.Kind.Null:
      return null;
    case data.Kind.String:
    case data.Kind.Number:
    case data.Kind.Boolean:
      return value.value;
    case data.Kind.Array:
      return (value as data.Array).values().map(fromData);
    case data.Kind.Dictionary:
      return Object.fromEntries(
        (value as data.Dictionary)
          .pairs()
          .map(({ key, value: one }) => [key, fromData(one)]),
      );
    default:
      throw new Error(`An expression has come to something of no kind`);
  }
}
