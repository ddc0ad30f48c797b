import { stringify } from 'yaml';
import { compareText } from './compareText';
import { Diff } from './Diff';
import { hiddenNew, hiddenOther, isFields, maskObject } from './maskObject';
import { ownedPart, withWantedAmounts } from './ownedPart';
import { hidden } from './redactText';

/** @public */
export interface ObjectDiffOptions {
  /** What is to be gone unless it is wanted, as for `planObject`. */
  removed?: string[][];
  /** Whether the secret values are yet to be made, so that they cannot be compared. */
  newSecrets?: boolean;
  /** Values that are known to be secret. */
  secrets?: readonly string[];
}

/**
 * How an object of a cluster would change: in the fields that are wanted, and no others. Secret values
 * are never shown, only whether they would be others.
 *
 * @public
 */
export function objectDiff(
  current: object | undefined,
  wanted: object,
  options: ObjectDiffOptions = {},
): Diff {
  const { secrets = [], newSecrets = false } = options;
  const asked = withData(wanted as Record<string, unknown>);
  const there =
    current &&
    withRemoved(
      withWantedAmounts(ownedPart(current, asked), asked),
      current,
      options.removed ?? [],
    );
  const before = there
    ? toYaml(maskObject(there, asked, { differing: hidden, secrets }))
    : undefined;
  const after = toYaml(
    maskObject(asked, newSecrets ? {} : there, {
      differing: differingMark(current, newSecrets),
      secrets,
    }),
  );
  const lines = compareText(before, after);
  return { parts: lines.length > 0 ? [{ lines }] : [] };
}

/**
 * An object as YAML, without the values in it that are secret.
 *
 * @public
 */
export function redactedYaml(
  object: object,
  options: { secrets?: readonly string[] } = {},
): string {
  const { secrets = [] } = options;
  return toYaml(maskObject(object, object, { differing: hidden, secrets }));
}

function differingMark(current: object | undefined, newSecrets: boolean) {
  if (newSecrets) {
    return hiddenNew;
  }
  return current ? hiddenOther : hidden;
}

/** Written as text, kept as base64: what is compared is what is kept. */
function withData(wanted: Record<string, unknown>): Record<string, unknown> {
  const { stringData, ...rest } = wanted;
  if (wanted.kind !== 'Secret' || !isFields(stringData)) {
    return wanted;
  }
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  return {
    ...rest,
    data: {
      ...(isFields(rest.data) ? rest.data : {}),
      ...Object.fromEntries(encoded),
    },
  };
}

/** The part with what is there at the paths as well, in its own copy. */
function withRemoved(
  part: unknown,
  current: object,
  paths: string[][],
): unknown {
  return paths.reduce<unknown>((whole, path) => {
    const value = path.reduce<unknown>(
      (inner, key) => (isFields(inner) ? inner[key] : undefined),
      current,
    );
    return value === undefined ? whole : withValueAt(whole, path, value);
  }, part);
}

function withValueAt(whole: unknown, path: string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    // What is wanted of it has been looked at already.
    return whole ?? value;
  }
  const fields = isFields(whole) ? whole : {};
  return { ...fields, [key]: withValueAt(fields[key], rest, value) };
}

function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
