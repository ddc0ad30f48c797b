/** @public */
export type QueryValue =
  | string
  | number
  | boolean
  | undefined
  | ReadonlyArray<string | number>
  | { readonly [key: string]: string | number | boolean | undefined };

/**
 * A query as GitLab reads it: lists as `scope[]=`, nested keys as `filter[environment_scope]=`.
 * Empty for no parameters, otherwise with its question mark.
 */
export function encodeQuery(query: Record<string, QueryValue> = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (Array.isArray(value)) {
      value.forEach(element => parameters.append(`${key}[]`, String(element)));
    } else if (typeof value === 'object') {
      for (const [inner, innerValue] of Object.entries(value)) {
        if (innerValue !== undefined) {
          parameters.append(`${key}[${inner}]`, String(innerValue));
        }
      }
    } else if (value !== undefined) {
      parameters.append(key, String(value));
    }
  }
  const text = parameters.toString();
  return text && `?${text}`;
}
