import type { ContractDocument } from '../../forge/contract/overlayContract.ts';
import { readContract } from '../../forge/contract/loadContract.ts';

const alternatives = ['oneOf', 'anyOf', 'allOf', '$ref'];

/** OpenAPI 3.0 as a JSON schema: `nullable` counts wherever it stands, and one match is enough. */
function mend(schema: any): any {
  if (Array.isArray(schema)) {
    return schema.map(mend);
  }
  if (schema === null || typeof schema !== 'object') {
    return schema;
  }
  const {
    discriminator: _,
    nullable,
    ...rest
  } = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      // Of a private and a public user each fits the other's description.
      name === 'oneOf' ? 'anyOf' : name,
      // What is called "example" or "default" is data.
      name === 'example' || name === 'default' ? value : mend(value),
    ]),
  );
  // Addresses that may be left out are answered as empty texts.
  if (rest.default === '') {
    delete rest.format;
  }
  if (nullable !== true) {
    return rest;
  }
  const isPlain =
    rest.type !== undefined && !alternatives.some(name => name in rest);
  if (isPlain && !rest.enum) {
    return { ...rest, type: [rest.type, 'null'] };
  }
  return { anyOf: [{ type: 'null' }, rest] };
}

/** GitHub's description of its API; undefined where it is not beside the project. */
export function loadGithubContract(): ContractDocument | undefined {
  const document: any = readContract('github/github-openapi-subset.json');
  if (!document) {
    return undefined;
  }
  const named = (response: any) =>
    response.$ref
      ? document.components.responses[response.$ref.split('/').at(-1)]
      : response;
  const paths: ContractDocument['paths'] = Object.fromEntries(
    Object.entries<any>(document.paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries<any>(operations)
          .filter(([, operation]) => operation.responses)
          .map(([method, operation]) => [
            method,
            {
              responses: Object.fromEntries(
                Object.entries<any>(operation.responses).map(
                  ([status, response]) => {
                    const { content, ...rest } = named(response);
                    return [status, { ...rest, content: mend(content) }];
                  },
                ),
              ),
            },
          ]),
      ),
    ]),
  );
  return {
    paths,
    components: { schemas: mend(document.components.schemas) },
  };
}

/** What every refusal of GitHub's looks like. */
export const githubErrorBody = {
  type: 'object',
  required: ['message', 'documentation_url', 'status'],
  additionalProperties: false,
  properties: {
    message: { type: 'string', minLength: 1 },
    documentation_url: {
      type: 'string',
      pattern: '^https://docs\\.github\\.com/rest',
    },
    status: { type: 'string', pattern: '^[45]\\d\\d$' },
    errors: {
      type: 'array',
      minItems: 1,
      items: {
        anyOf: [
          { type: 'string' },
          {
            type: 'object',
            required: ['resource', 'code'],
            properties: {
              resource: { type: 'string' },
              code: { type: 'string' },
              field: { type: 'string' },
              message: { type: 'string' },
            },
          },
        ],
      },
    },
  },
};

export const githubFormats = {
  uri: /^(https?|ssh|git):\/\/\S+$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  email: /^\S+@\S+$/,
  timestamp: /./,
  int64: /./,
  'repo.nwo': /^[^/]+\/[^/]+$/,
};
