import type { ProjectRecord } from '../records/records.ts';

/** A page that a person lands on when they click a link to something of a project. */
export interface ForgePage {
  /** What follows `/<group>/<project>`: `/-/pipelines/{id}`; a last `{…path}` takes the rest. */
  path: string;
  /** Undefined when there is no such thing: answered with a page that says so. */
  show(request: {
    project: ProjectRecord;
    params: Record<string, string>;
  }): Promise<PageContent | undefined> | PageContent | undefined;
}

export interface PageContent {
  title: string;
  /** HTML, put together with the `html` template, which escapes what goes in. */
  body: Html;
}

/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function escape(value: unknown): string {
  if (value instanceof Html) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return value.map(escape).join('');
  }
  return String(value ?? '').replace(
    /[&<>"']/g,
    character => `&#${character.charCodeAt(0)};`,
  );
}

/** html`<p>${anything}</p>`: what is filled in is escaped, unless it is {@link Html} itself. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Html {
  return new Html(
    parts.reduce(
      (text, part, index) => text + escape(values[index - 1]) + part,
    ),
  );
}
