const reference = /\$\$|\$\{(\w+)\}|\$(\w+)/g;

/** Replaces `$NAME` and `${NAME}`; what isn't known becomes nothing, `$$` stays a dollar sign. */
export function expandText(
  text: string,
  values: Record<string, string>,
): string {
  return text.replace(reference, (whole, braced, plain) =>
    whole === '$$' ? '$' : values[braced ?? plain] ?? '',
  );
}

/**
 * Resolves variables that name each other. One that names itself keeps the words it was written
 * with, as GitLab leaves it; raw ones are taken as they are.
 */
export function expandVariables(
  variables: Array<{ key: string; value: string; raw: boolean }>,
): Record<string, string> {
  const written = new Map(variables.map(one => [one.key, one]));
  const done: Record<string, string> = {};
  const resolve = (key: string, above: string[]): string => {
    if (key in done) {
      return done[key];
    }
    const variable = written.get(key);
    if (!variable) {
      return '';
    }
    if (variable.raw) {
      return variable.value;
    }
    return variable.value.replace(reference, (whole, braced, plain) => {
      const name: string | undefined = braced ?? plain;
      if (name === undefined) {
        return '$';
      }
      return name === key || above.includes(name)
        ? whole
        : resolve(name, [...above, key]);
    });
  };
  for (const key of written.keys()) {
    done[key] = resolve(key, []);
  }
  return done;
}
