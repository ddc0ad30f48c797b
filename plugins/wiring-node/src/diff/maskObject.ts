import { hidden, isSecretName, redactText } from './redactText';

/** A value that is not there yet, such as that of a credential that is yet to be minted. */
export const hiddenNew = '‹hidden, new›';
/** A value other than the one that is there. */
export const hiddenOther = '‹hidden, another›';

type Fields = Record<string, unknown>;

interface Masking {
  /** What stands for a value that differs from its counterpart. */
  differing: string;
  secrets: readonly string[];
}

/**
 * An object without the values in it that are secret, or look like it. Whether such a value is the one
 * of the counterpart can still be seen: one that is not has another mark.
 */
export function maskObject(
  value: unknown,
  counterpart: unknown,
  masking: Masking,
): unknown {
  const isSecret = isFields(value) && value.kind === 'Secret';
  if (!isSecret) {
    return mask(value, counterpart, masking, false);
  }
  const other = isFields(counterpart) ? counterpart : {};
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      mask(inner, other[key], masking, key === 'data' || key === 'stringData'),
    ]),
  );
}

function mask(
  value: unknown,
  other: unknown,
  masking: Masking,
  secret: boolean,
): unknown {
  if (Array.isArray(value)) {
    return value.map((element, index) =>
      mask(element, counterpartOf(element, index, other), masking, secret),
    );
  }
  if (isFields(value)) {
    const fields = isFields(other) ? other : {};
    // As the variables of a container are.
    const namesSecret =
      typeof value.name === 'string' && isSecretName(value.name);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        mask(
          inner,
          fields[key],
          masking,
          secret ||
            (typeof inner === 'string' &&
              (isSecretName(key) || (namesSecret && key === 'value'))),
        ),
      ]),
    );
  }
  if (secret && value !== undefined && value !== null) {
    return value === other ? hidden : masking.differing;
  }
  if (typeof value !== 'string') {
    return value;
  }
  const safe = redactText(value, { secrets: masking.secrets });
  return safe !== value && value !== other
    ? safe.split(hidden).join(masking.differing)
    : safe;
}

function counterpartOf(
  element: unknown,
  index: number,
  other: unknown,
): unknown {
  if (!Array.isArray(other)) {
    return undefined;
  }
  return isFields(element) && typeof element.name === 'string'
    ? other.find(one => isFields(one) && one.name === element.name)
    : other[index];
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
