/** What an expression may come to. */
export type ExpressionValue =
  | null
  | string
  | number
  | boolean
  | ExpressionValue[]
  | { [key: string]: ExpressionValue };

export type ExpressionContext = Record<string, ExpressionValue>;

/** As text around it takes it: null is empty. */
export function textOf(value: ExpressionValue | undefined): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'object') {
    return Array.isArray(value) ? 'Array' : 'Object';
  }
  return String(value);
}

export function isTruthy(value: ExpressionValue): boolean {
  return !(
    value === null ||
    value === false ||
    value === 0 ||
    value === '' ||
    (typeof value === 'number' && Number.isNaN(value))
  );
}
