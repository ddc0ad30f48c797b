const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** `filter[environment_scope]` → `['filter', 'environment_scope']`, `ids[]` → `['ids', '']`. */
function keyParts(key: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key);
  if (!match) {
    return [key];
  }
  const nested = [...match[2].matchAll(/\[([^[\]]*)\]/g)].map(part => part[1]);
  return [match[1], ...nested];
}

function assign(target: any, parts: string[], value: unknown): void {
  const [part, ...rest] = parts;
  if (forbidden.has(part)) {
    return;
  }
  if (rest.length === 0) {
    if (Array.isArray(target)) {
      target.push(value);
    } else {
      target[part] = value;
    }
    return;
  }
  if (Array.isArray(target)) {
    const last = target.at(-1);
    const key = rest[0];
    // `a[][b]=1&a[][c]=2` is one element; a key seen again starts the next.
    if (last && typeof last === 'object' && !(key in last)) {
      assign(last, rest, value);
      return;
    }
    const element = {};
    target.push(element);
    assign(element, rest, value);
    return;
  }
  const wantsList = rest[0] === '' || /^\d+$/.test(rest[0]);
  const existing = target[part];
  if (!existing || typeof existing !== 'object') {
    target[part] = wantsList ? [] : {};
  }
  if (wantsList && rest[0] !== '' && rest.length > 1) {
    const index = Number(rest[0]);
    const list: any[] = target[part];
    if (index <= list.length && Array.isArray(list)) {
      list[index] ??= {};
      assign(list[index], rest.slice(1), value);
    }
    return;
  }
  assign(target[part], wantsList ? ['', ...rest.slice(1)] : rest, value);
}

/** Names and values as Rails nests them: `a[b]=1`, `a[]=1`, `a[0][b]=1`. */
export function nestPairs(
  pairs: Iterable<[string, unknown]>,
): Record<string, any> {
  const result: Record<string, any> = {};
  for (const [key, value] of pairs) {
    assign(result, keyParts(key), value);
  }
  return result;
}

/** The query of a URL as nested objects. */
export function parseQuery(search: string): Record<string, any> {
  return nestPairs(new URLSearchParams(search));
}
