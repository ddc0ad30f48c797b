import { annotations } from '@slipway/plugin-delivery-common';

const examples: Record<string, (name: string) => string> = {
  [annotations.argocdAppName]: name => name,
  [annotations.argocdAppSelector]: name =>
    `${annotations.kubernetesId}=${name}`,
  [annotations.gitlabProjectSlug]: name => `my-group/${name}`,
  [annotations.gitlabProjectId]: () => "'1'",
  [annotations.githubProjectSlug]: name => `my-organization/${name}`,
};

/** The missing annotations as YAML to copy; undefined where only config keys are missing. */
export function presentSnippet(
  missing: string[],
  serviceName: string,
): string | undefined {
  // An annotation has a prefix, as in `argocd/app-name`; a config key has dots only.
  const lines = missing
    .filter(key => key.includes('/'))
    .map(key => `    ${key}: ${(examples[key] ?? (() => "''"))(serviceName)}`);
  return lines.length > 0
    ? ['metadata:', '  annotations:', ...lines].join('\n')
    : undefined;
}
