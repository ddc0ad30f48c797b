import type { Template } from './Template.ts';

/** How the parser writes its tokens as JSON. */
const sequence = 1;
const mapping = 2;
const expression = 3;
const insertion = 4;

/** Takes what is of use out of a token that the parser has written as JSON. */
export function readTemplate(token: unknown): Template {
  if (
    token === null ||
    typeof token === 'string' ||
    typeof token === 'number' ||
    typeof token === 'boolean'
  ) {
    return token;
  }
  if (token === undefined) {
    return null;
  }
  const node = token as {
    type: number;
    seq?: unknown[];
    map?: Array<{ Key: unknown; Value: unknown }>;
    expr?: string;
  };
  switch (node.type) {
    case sequence:
      return (node.seq ?? []).map(readTemplate);
    case mapping:
      return {
        entries: (node.map ?? []).map(({ Key, Value }) => {
          const key = readTemplate(Key);
          return [
            typeof key === 'object' && key !== null && 'expression' in key
              ? key
              : String(key),
            readTemplate(Value),
          ];
        }),
      };
    case expression:
      return { expression: node.expr ?? '' };
    case insertion:
      return { expression: 'insert' };
    default:
      throw new Error(`The workflow parser has a token of type ${node.type}`);
  }
}
