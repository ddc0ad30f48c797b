import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import { parse } from 'yaml';

const folder = resolve(__dirname, '../../../../../shared/contracts/crds');

let validators: Map<string, ValidateFunction> | undefined;

/**
 * What the CRDs beside the project have against an object; nothing for a kind that is none of
 * theirs, or where they are not. What the API server calls int-or-string becomes both, and an
 * unknown field is an error, as it is there with strict validation.
 */
export function crdProblems(object: { kind: string }): ErrorObject[] {
  validators ??= crdValidators();
  const validate = validators.get(object.kind);
  validate?.(object);
  return validate?.errors ?? [];
}

/** Whether there is anything to validate by. */
export const hasCrds = existsSync(folder);

function crdValidators(): Map<string, ValidateFunction> {
  if (!existsSync(folder)) {
    process.stderr.write(
      `left out: validation against the CRDs, which are not at ${folder}\n`,
    );
    return new Map();
  }
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    allErrors: true,
  });
  return new Map(
    readdirSync(folder).map(file => {
      const crd = parse(readFileSync(join(folder, file), 'utf8'));
      const { openAPIV3Schema } = crd.spec.versions[0].schema;
      return [
        crd.spec.names.kind as string,
        ajv.compile(closed(openAPIV3Schema, true)),
      ];
    }),
  );
}

function closed(schema: any, top = false): any {
  if (Array.isArray(schema)) {
    return schema.map(element => closed(element));
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  if (schema['x-kubernetes-int-or-string']) {
    return { type: ['integer', 'string'] };
  }
  const { properties, ...rest } = schema;
  const copy = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, closed(value)]),
  );
  if (!properties) {
    return copy;
  }
  return {
    ...copy,
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [
        key,
        // The schemas leave metadata to the API server.
        top && key === 'metadata' ? {} : closed(value),
      ]),
    ),
    ...(schema['x-kubernetes-preserve-unknown-fields'] ||
    schema.additionalProperties
      ? {}
      : { additionalProperties: false }),
  };
}
