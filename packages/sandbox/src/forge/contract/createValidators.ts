import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import type { ContractDocument } from './overlayContract.ts';

const gitlabDate =
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/;

/** GitLab's errors: `message` in any form, or Grape's and OAuth's `error`. */
const errorBody = {
  type: 'object',
  oneOf: [
    {
      required: ['message'],
      additionalProperties: false,
      properties: {
        message: {
          oneOf: [
            { type: 'string', minLength: 1 },
            { type: 'array', items: { type: 'string' }, minItems: 1 },
            {
              type: 'object',
              minProperties: 1,
              additionalProperties: {
                anyOf: [
                  { type: 'string' },
                  { type: 'array', items: { type: 'string' } },
                ],
              },
            },
          ],
        },
      },
    },
    {
      required: ['error'],
      additionalProperties: false,
      properties: {
        error: { type: 'string', minLength: 1 },
        error_description: { type: 'string' },
        scope: { type: 'string' },
      },
    },
  ],
};

export interface Validators {
  /** What is wrong with a body of an operation's answer; empty when nothing is. */
  success(
    method: string,
    path: string,
    status: number,
    body: unknown,
  ): string[];
  error(body: unknown): string[];
  isDocumented(method: string, path: string, status: number): boolean;
}

function problems(validate: ValidateFunction, body: unknown): string[] {
  return validate(body)
    ? []
    : (validate.errors ?? []).map(
        each => `${each.instancePath || '/'} ${each.message}`,
      );
}

export interface ValidatorOptions {
  /** A schema of what every refusal looks like; GitLab's without it. */
  errorBody?: object;
  formats?: Record<string, RegExp>;
}

export function createValidators(
  document: ContractDocument,
  options: ValidatorOptions = {},
): Validators {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('gitlab-date', gitlabDate);
  for (const [name, format] of Object.entries(options.formats ?? {})) {
    ajv.addFormat(name, format);
  }
  ajv.addSchema({ $id: 'contract', components: document.components });
  const rebase = (schema: any): any =>
    JSON.parse(
      JSON.stringify(schema).replaceAll(
        '"#/components',
        '"contract#/components',
      ),
    );
  const validateError = ajv.compile(options.errorBody ?? errorBody);
  const compiled = new Map<string, ValidateFunction>();
  const operationOf = (method: string, path: string) =>
    document.paths[path]?.[method.toLowerCase()];
  return {
    success(method, path, status, body) {
      const response = operationOf(method, path)?.responses[status];
      if (!response) {
        return [`answers ${status}, which is not described`];
      }
      const schema = response.content?.['application/json']?.schema;
      if (status === 204 || !schema) {
        return status === 204 && body !== '' ? ['204 with a body'] : [];
      }
      const key = `${method} ${path} ${status}`;
      let validate = compiled.get(key);
      if (!validate) {
        validate = ajv.compile(rebase(schema));
        compiled.set(key, validate);
      }
      return problems(validate, body);
    },
    error: body => problems(validateError, body),
    isDocumented: (method, path, status) =>
      operationOf(method, path)?.responses[status] !== undefined,
  };
}
