/**
 * A template without the steps that ask anybody: what it renders for a plan that is given, so that
 * no forge has to be there.
 */
export function renderingSteps(
  template: { spec: { steps: Array<{ action: string }> } },
  plan: Record<string, unknown>,
): object {
  const steps = template.spec.steps.filter(
    ({ action }) => action === 'fetch:template',
  );
  return {
    ...template,
    spec: { ...template.spec, steps: filled(steps, plan), output: {} },
  };
}

function filled(value: unknown, plan: Record<string, unknown>): unknown {
  if (typeof value === 'string') {
    const name = /^\$\{\{ steps\.plan\.output\.(\w+) \}\}$/.exec(value)?.[1];
    if (name && !(name in plan)) {
      throw new Error(`The plan of this test has no ${name}`);
    }
    return name ? plan[name] : value;
  }
  if (Array.isArray(value)) {
    return value.map(element => filled(element, plan));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, filled(inner, plan)]),
      )
    : value;
}
