import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { annotations } from '@slipway/plugin-delivery-common';
import { PipelineReference } from '@slipway/plugin-delivery-node';

/** Where the pipelines of an entity are, among the GitLabs that there is a token for. */
export function readReference(
  entity: Entity,
  hosts: string[],
): PipelineReference | undefined {
  const written = entity.metadata.annotations ?? {};
  const project =
    written[annotations.gitlabProjectSlug]?.trim() ||
    written[annotations.gitlabProjectId]?.trim();
  if (!project) {
    return undefined;
  }
  return { source: 'gitlab', host: hostOf(written, hosts), project };
}

function hostOf(written: Record<string, string>, hosts: string[]): string {
  const instance = written[annotations.gitlabInstance]?.trim();
  const known = hosts.join(', ') || 'none';
  if (instance) {
    const host = instance.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
    if (!hosts.includes(host)) {
      throw new InputError(
        `${annotations.gitlabInstance} is ${instance}, which is no host with a token under integrations.gitlab (there are: ${known})`,
      );
    }
    return host;
  }
  if (hosts.length !== 1) {
    throw new InputError(
      `${annotations.gitlabInstance} is missing, and integrations.gitlab does not have exactly one host with a token (there are: ${known})`,
    );
  }
  return hosts[0];
}
