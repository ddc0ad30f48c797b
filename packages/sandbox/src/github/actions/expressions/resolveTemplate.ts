import { isExpression, isMap, type Template } from '../workflow/Template.ts';
import { evaluateExpression, type Scope } from './evaluateExpression.ts';
import { type ExpressionValue, textOf } from './ExpressionValue.ts';

/** A part of a workflow file with all its expressions evaluated. */
export function resolveTemplate(
  template: Template,
  scope: Scope,
): ExpressionValue {
  if (template === null || typeof template !== 'object') {
    return template;
  }
  if (isExpression(template)) {
    return evaluateExpression(template.expression, scope);
  }
  if (isMap(template)) {
    const resolved: Record<string, ExpressionValue> = {};
    for (const [key, value] of template.entries) {
      const name = typeof key === 'string' ? key : undefined;
      if (name !== undefined) {
        resolved[name] = resolveTemplate(value, scope);
      } else if (isExpression(key as Template)) {
        Object.assign(resolved, insertion(key as Template, value, scope));
      }
    }
    return resolved;
  }
  return template.map(one => resolveTemplate(one, scope));
}

/** `${{ insert }}: ${{ … }}` puts a whole mapping in its place. */
function insertion(
  key: Template,
  value: Template,
  scope: Scope,
): Record<string, ExpressionValue> {
  if (isExpression(key) && key.expression !== 'insert') {
    return {
      [textOf(resolveTemplate(key, scope))]: resolveTemplate(value, scope),
    };
  }
  const inserted = resolveTemplate(value, scope);
  return inserted !== null &&
    typeof inserted === 'object' &&
    !Array.isArray(inserted)
    ? inserted
    : {};
}

/** As text; undefined where the file says nothing. */
export function resolveText(
  template: Template | undefined,
  scope: Scope,
): string | undefined {
  return template === undefined
    ? undefined
    : textOf(resolveTemplate(template, scope));
}

/** A mapping of texts, such as `env` and `with`. */
export function resolveTexts(
  template: Template | undefined,
  scope: Scope,
): Record<string, string> {
  const value = template === undefined ? {} : resolveTemplate(template, scope);
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key, textOf(one)]),
      )
    : {};
}
