import { apiVersionOf, type ResourceKind } from '../resources/ResourceKind.ts';

const prefixOf = (apiVersion: string) =>
  apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;

/**
 * As much of OpenAPI v3 as kubectl looks at before it applies: which groups there are, and that
 * their patches take `fieldValidation`.
 */
export function openApiDocument(
  path: string,
  kinds: readonly ResourceKind[],
): object | undefined {
  const versions = [...new Set(kinds.map(apiVersionOf))];
  if (path === '/openapi/v3') {
    return {
      paths: Object.fromEntries(
        versions.map(version => [
          prefixOf(version),
          { serverRelativeURL: `/openapi/v3/${prefixOf(version)}` },
        ]),
      ),
    };
  }
  const version = versions.find(
    candidate => path === `/openapi/v3/${prefixOf(candidate)}`,
  );
  if (!version) {
    return undefined;
  }
  const entries = kinds
    .filter(kind => apiVersionOf(kind) === version)
    .map(kind => {
      const scope = kind.namespaced ? '/namespaces/{namespace}' : '';
      return [
        `/${prefixOf(version)}${scope}/${kind.plural}/{name}`,
        {
          patch: {
            operationId: `patch${kind.kind}`,
            parameters: [
              'dryRun',
              'fieldManager',
              'fieldValidation',
              'force',
            ].map(name => ({ name, in: 'query', schema: { type: 'string' } })),
            responses: { 200: { description: 'OK' } },
            'x-kubernetes-group-version-kind': {
              group: kind.group,
              version: kind.version,
              kind: kind.kind,
            },
          },
        },
      ];
    });
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'sandbox' },
    paths: Object.fromEntries(entries),
    components: { schemas: {} },
  };
}
