import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const file = fileURLToPath(
  new URL(
    '../../../../../../../shared/contracts/github/github-openapi-subset.json',
    import.meta.url,
  ),
);

interface Document {
  paths: Record<string, Record<string, any>>;
  components: unknown;
}

export interface GithubContract {
  /** `GET /repos/{owner}/{repo}/actions/runs`, every one that is described. */
  operations: string[];
  /** What is wrong with a body of an operation's answer; empty when nothing is. */
  problems(operation: string, status: number, body: unknown): string[];
  /** The same for an error. */
  errorProblems(body: unknown): string[];
}

/** OpenAPI's `nullable` as JSON schema has it. */
function withNulls(node: any): any {
  if (Array.isArray(node)) {
    return node.map(withNulls);
  }
  if (node === null || typeof node !== 'object') {
    return node;
  }
  const mapped = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace(/^#\/components/, 'contract#/components')
        : key === 'example' || key === 'examples'
        ? undefined
        : withNulls(value),
    ]),
  );
  // Addresses that may be left out are answered as empty texts.
  if (node.default === '') {
    delete mapped.format;
  }
  if (node.nullable === true) {
    const { nullable, ...rest } = mapped;
    return { anyOf: [rest, { type: 'null' }] };
  }
  return mapped;
}

/** GitHub's description of its API; undefined where it is not beside the project. */
export function loadGithubContract(): GithubContract | undefined {
  if (!existsSync(file)) {
    return undefined;
  }
  const document: Document = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({
    $id: 'contract',
    components: withNulls(document.components),
  });
  const compiled = new Map<string, ValidateFunction>();
  const check = (key: string, schema: object, body: unknown): string[] => {
    let validate = compiled.get(key);
    if (!validate) {
      validate = ajv.compile(withNulls(schema));
      compiled.set(key, validate);
    }
    return validate(body)
      ? []
      : (validate.errors ?? []).map(
          each => `${each.instancePath || '/'} ${each.message}`,
        );
  };
  return {
    operations: Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter(method => method !== 'parameters')
        .map(method => `${method.toUpperCase()} ${path}`),
    ),
    problems(operation, status, body) {
      const [method, path] = operation.split(' ');
      const response =
        document.paths[path]?.[method.toLowerCase()]?.responses[status];
      if (!response) {
        return [`answers ${status}, which is not described`];
      }
      const schema = response.content?.['application/json']?.schema;
      return schema ? check(`${operation} ${status}`, schema, body) : [];
    },
    errorProblems: body =>
      check(
        'error',
        {
          type: 'object',
          required: ['message', 'documentation_url', 'status'],
          properties: {
            message: { type: 'string', minLength: 1 },
            documentation_url: { type: 'string', format: 'uri' },
            status: { type: 'string', pattern: '^4\\d\\d$' },
          },
        },
        body,
      ),
  };
}
