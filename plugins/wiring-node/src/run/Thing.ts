/**
 * One thing that a launch makes outside of the portal, by the names with which it is found again.
 * Never a value: not of a variable, not of a credential.
 *
 * @public
 */
export type Thing =
  /** `path` is the repository's full path, such as `acme/payments`, here and below. */
  | { kind: 'repository'; host: string; path: string }
  /** The files that the launch commits. */
  | { kind: 'content'; host: string; path: string; branch: string }
  | {
      kind: 'ci-variable';
      host: string;
      path: string;
      key: string;
      environmentScope: string;
    }
  /** A credential of a repository, by the name that Slipway gives it. */
  | { kind: 'credential'; host: string; path: string; name: string }
  | { kind: 'webhook'; host: string; path: string; url: string }
  /** Files on their way into a repository of others, by the branch that they come from. */
  | { kind: 'merge-request'; host: string; path: string; branch: string }
  /** The rules of a branch. */
  | { kind: 'protection'; host: string; path: string; branch: string }
  /** A deployment environment of the forge. */
  | { kind: 'environment'; host: string; path: string; name: string }
  /** A runner of a repository, by the name that Slipway gives it. */
  | { kind: 'runner'; host: string; path: string; name: string }
  /** An object of a cluster. */
  | {
      kind: 'object';
      cluster: string;
      apiVersion: string;
      objectKind: string;
      namespace?: string;
      name: string;
    }
  | { kind: 'catalog-location'; url: string };

/**
 * One text for one thing, the same in each run.
 *
 * @public
 */
export function thingKey(thing: Thing): string {
  const { kind, ...names } = thing;
  return [
    kind,
    ...Object.entries(names)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key}=${value}`),
  ].join(' ');
}
