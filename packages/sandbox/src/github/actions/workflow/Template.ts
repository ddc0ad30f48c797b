/** A part of a workflow file before its expressions are evaluated. */
export type Template =
  | null
  | string
  | number
  | boolean
  | TemplateExpression
  | Template[]
  | TemplateMap;

/** `${{ … }}`, without the marks; text around it has become `format(…)`. */
export interface TemplateExpression {
  expression: string;
}

export interface TemplateMap {
  entries: Array<[key: string | TemplateExpression, value: Template]>;
}

export function isExpression(value: Template): value is TemplateExpression {
  return value !== null && typeof value === 'object' && 'expression' in value;
}

export function isMap(value: Template): value is TemplateMap {
  // A list has a function of this name.
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    'entries' in value
  );
}

/** The value of a key that is written out; undefined when there is none. */
export function entryOf(
  value: Template | undefined,
  key: string,
): Template | undefined {
  return value !== undefined && isMap(value)
    ? value.entries.find(([name]) => name === key)?.[1]
    : undefined;
}
