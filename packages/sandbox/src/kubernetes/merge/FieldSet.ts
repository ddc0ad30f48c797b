import { isRecord } from './isRecord.ts';

/**
 * A set of fields of an object, as `metadata.managedFields[].fieldsV1` writes it: path elements
 * are `f:<field>`, `k:{<keys of a list item>}` and `v:<item of a set>`.
 */
export class FieldSet {
  member = false;
  readonly children = new Map<string, FieldSet>();

  static fromJson(json: unknown): FieldSet {
    const set = new FieldSet();
    if (!isRecord(json)) {
      return set;
    }
    const elements = Object.keys(json).filter(element => element !== '.');
    set.member = '.' in json || elements.length === 0;
    for (const element of elements) {
      set.children.set(element, FieldSet.fromJson(json[element]));
    }
    return set;
  }

  /** The root itself is never a member. */
  static rootFromJson(json: unknown): FieldSet {
    const set = FieldSet.fromJson(json);
    set.member = false;
    return set;
  }

  toJson(): Record<string, unknown> {
    const json: Record<string, unknown> = {};
    if (this.member && this.children.size > 0) {
      json['.'] = {};
    }
    for (const element of [...this.children.keys()].sort()) {
      json[element] = this.children.get(element)!.toJson();
    }
    return json;
  }

  get isEmpty(): boolean {
    return !this.member && this.children.size === 0;
  }

  child(element: string): FieldSet {
    let child = this.children.get(element);
    if (!child) {
      child = new FieldSet();
      this.children.set(element, child);
    }
    return child;
  }

  union(other: FieldSet): FieldSet {
    return this.#combine(other, (mine, theirs) => mine || theirs);
  }

  difference(other: FieldSet): FieldSet {
    return this.#combine(other, (mine, theirs) => mine && !theirs);
  }

  intersection(other: FieldSet): FieldSet {
    return this.#combine(other, (mine, theirs) => mine && theirs);
  }

  equals(other: FieldSet): boolean {
    return JSON.stringify(this.toJson()) === JSON.stringify(other.toJson());
  }

  /** The members' paths, each a list of elements. */
  paths(): string[][] {
    const paths: string[][] = [];
    const visit = (set: FieldSet, path: string[]) => {
      if (set.member) {
        paths.push(path);
      }
      for (const element of [...set.children.keys()].sort()) {
        visit(set.children.get(element)!, [...path, element]);
      }
    };
    visit(this, []);
    return paths;
  }

  #combine(
    other: FieldSet,
    decide: (mine: boolean, theirs: boolean) => boolean,
  ): FieldSet {
    const result = new FieldSet();
    result.member = decide(this.member, other.member);
    const elements = new Set([
      ...this.children.keys(),
      ...other.children.keys(),
    ]);
    for (const element of elements) {
      const child = (this.children.get(element) ?? new FieldSet()).#combine(
        other.children.get(element) ?? new FieldSet(),
        decide,
      );
      if (!child.isEmpty) {
        result.children.set(element, child);
      }
    }
    return result;
  }
}

/** `.spec.template.spec.containers[name="app"].image` */
export function printPath(path: readonly string[]): string {
  return path
    .map(element => {
      const text = element.slice(2);
      if (element.startsWith('f:')) {
        return `.${text}`;
      }
      if (element.startsWith('v:')) {
        return `[=${text}]`;
      }
      const keys = Object.entries(JSON.parse(text) as Record<string, unknown>);
      return `[${keys
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`;
    })
    .join('');
}
