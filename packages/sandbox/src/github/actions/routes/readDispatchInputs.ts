import type { ExpressionValue } from '../expressions/ExpressionValue.ts';
import type { DispatchInput } from '../workflow/ParsedWorkflow.ts';

type Given = Record<string, string | number | boolean>;

/** The inputs of a run that is started by hand, or what GitHub has against them. */
export function readDispatchInputs(
  declared: Record<string, DispatchInput>,
  given: Given,
): { values: Record<string, ExpressionValue> } | { problem: string } {
  const unknown = Object.keys(given).filter(name => !(name in declared));
  if (unknown.length > 0) {
    return {
      problem: `Unexpected inputs provided: ${JSON.stringify(unknown)}`,
    };
  }
  const values: Record<string, ExpressionValue> = {};
  for (const [name, input] of Object.entries(declared)) {
    const value = given[name] ?? input.default;
    if (value === undefined || value === '') {
      if (input.required) {
        return { problem: `Required input '${name}' not provided` };
      }
      values[name] = input.type === 'boolean' ? false : '';
      continue;
    }
    switch (input.type) {
      case 'boolean':
        if (!/^(true|false)$/.test(String(value))) {
          return {
            problem: `Provided value '${value}' for input '${name}' is not a boolean`,
          };
        }
        values[name] = String(value) === 'true';
        break;
      case 'number':
        values[name] = Number(value);
        break;
      case 'choice':
        if (input.options && !input.options.includes(String(value))) {
          return {
            problem: `Provided value '${value}' for input '${name}' not in the list of allowed values`,
          };
        }
        values[name] = String(value);
        break;
      default:
        values[name] = String(value);
    }
  }
  return { values };
}
