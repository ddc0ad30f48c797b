import type { NewObject } from '../../world/seams.ts';

/** A secret's plain values are owned as the data that they become. */
export function withSecretData(object: NewObject): NewObject {
  if (object.kind !== 'Secret' || !object.stringData) {
    return object;
  }
  const { stringData, ...rest } = object;
  const encoded = Object.entries(stringData as Record<string, string>).map(
    ([key, value]) => [key, Buffer.from(value).toString('base64')],
  );
  return { ...rest, data: { ...rest.data, ...Object.fromEntries(encoded) } };
}
