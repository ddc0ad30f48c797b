import { annotations } from '@slipway/plugin-delivery-common';

const examples: Record<string, (name: string) => string> = {
  [annotations.argocdAppName]: name => name,
  [annotations.argocdAppSelector]: name =>
    `${annotations.kubernetesId}=${name}`,
  [annotations.gitlabProjectSlug]: name => `my-group/${name}`,
  [annotations.gitlabProjectId]: () => "'1'",
  [annotations.githubProjectSlug]: name => `my-organization/${name}`,
};

/**
 * The first of the missing annotations as YAML to copy, as any of them does and some exclude each
 * other; undefined where only config keys are missing.
 */
export function presentSnippet(
  missing: string[],
  serviceName: string,
): string | undefined {
  // An annotation has a prefix, as in `argocd/app-name`; a config key has dots only.
  const key = missing.find(it => it.includes('/'));
  const example = key && (examples[key] ?? (() => "''"))(serviceName);
  return (
    key && ['metadata:', '  annotations:', `    ${key}: ${example}`].join('\n')
  );
}
