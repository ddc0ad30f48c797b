/** Puts values in the place of `{{args.name}}` everywhere in a metric. */
export function resolveArguments<T>(
  value: T,
  args: Record<string, string | undefined>,
): T {
  if (typeof value === 'string') {
    return value.replace(
      /\{\{\s*args\.([\w-]+)\s*\}\}/g,
      (whole, name: string) => {
        const found = args[name];
        if (found === undefined) {
          throw new Error(`failed to resolve ${whole}`);
        }
        return found;
      },
    ) as T;
  }
  if (Array.isArray(value)) {
    return value.map(each => resolveArguments(each, args)) as T;
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        resolveArguments(each, args),
      ]),
    ) as T;
  }
  return value;
}
