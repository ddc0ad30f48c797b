type Data = Record<string, unknown>;

/** A condition is true while every block around a text is. */
interface Block {
  holds: boolean;
  /** Whether one of its branches has been taken. */
  taken: boolean;
}

const tag = /(\s*)\{\{(-\s)?\s*([\s\S]*?)\s*(\s-)?\}\}/g;

/**
 * Executes what templates of Slipway and most others need of Go's: places such as `{{ .a.b }}`, and
 * `if`, `else` and `end` with a place, `not`, `eq` or `ne`. The rest is refused, in so many words.
 */
export function executeGoTemplate(
  text: string,
  data: Data,
  options: string[] = [],
): string {
  const blocks: Block[] = [];
  const isOn = () => blocks.every(({ holds }) => holds);
  let written = '';
  let last = 0;
  let trimsNext = false;
  const write = (piece: string) => {
    if (isOn()) {
      written += trimsNext ? piece.trimStart() : piece;
    }
    trimsNext = false;
  };
  for (const match of text.matchAll(tag)) {
    const [whole, space, trimLeft, action, trimRight] = match;
    const before = text.slice(last, match.index);
    write(trimLeft ? before : before + space);
    last = match.index + whole.length;
    step(action, `${text}`);
    trimsNext = trimRight !== undefined;
  }
  write(text.slice(last));
  if (blocks.length > 0) {
    throw parseError(text, 'unexpected EOF');
  }
  return written;

  function step(action: string, whole: string): void {
    const [word, ...rest] = action.split(/\s+/);
    switch (word) {
      case 'if': {
        const holds = isOn() && truth(rest, whole);
        blocks.push({ holds, taken: holds });
        return;
      }
      case 'else': {
        const block = blocks.pop();
        if (!block || rest.length > 0) {
          throw parseError(whole, `unexpected {{${action}}}`);
        }
        blocks.push({ holds: isOn() && !block.taken, taken: true });
        return;
      }
      case 'end':
        if (!blocks.pop()) {
          throw parseError(whole, 'unexpected {{end}}');
        }
        return;
      default:
        if (isOn()) {
          written += print(valueOf(action, whole));
        }
    }
  }

  function truth([word, ...rest]: string[], whole: string): boolean {
    switch (word) {
      case 'not':
        return !valueOf(rest.join(' '), whole);
      case 'eq':
      case 'ne': {
        const same = valueOf(rest[0], whole) === valueOf(rest[1], whole);
        return word === 'eq' ? same : !same;
      }
      default:
        return Boolean(valueOf([word, ...rest].join(' '), whole));
    }
  }

  function valueOf(term: string, whole: string): unknown {
    const literal = /^"([^"]*)"$/.exec(term);
    if (literal) {
      return literal[1];
    }
    if (/^(true|false)$/.test(term)) {
      return term === 'true';
    }
    if (!/^(\.\w+)+$/.test(term)) {
      throw parseError(
        whole,
        `the sandbox does not know what {{${term}}} is in a template`,
      );
    }
    let value: unknown = data;
    for (const key of term.slice(1).split('.')) {
      const has = typeof value === 'object' && value !== null && key in value;
      if (!has && options.includes('missingkey=error')) {
        const at = text.indexOf(term);
        throw new Error(
          `failed to execute go template ${whole}: template: base:1:${at}: executing "base" at ` +
            `<${term}>: map has no entry for key "${key}"`,
        );
      }
      value = has ? (value as Data)[key] : undefined;
    }
    return value;
  }
}

function print(value: unknown): string {
  return value === undefined ? '<no value>' : String(value);
}

function parseError(text: string, why: string): Error {
  return new Error(`failed to parse template ${text}: ${why}`);
}

/** As templates without `goTemplate` are filled; what is not known stays. */
export function fillPlaces(text: string, element: Data): string {
  const values = (element.values ?? {}) as Data;
  const known: Data = {
    ...element,
    ...Object.fromEntries(
      Object.entries(values).map(([key, value]) => [`values.${key}`, value]),
    ),
  };
  return text.replace(/\{\{([^{}]*)\}\}/g, (whole, key: string) => {
    const value = known[key.trim()];
    return typeof value === 'string' ? value : whole;
  });
}
