import { z } from 'zod';
import type { ForgeRequest, ForgeRoute } from '../../api/ForgeRoute.ts';
import type { ProjectRecord } from '../../records/records.ts';
import { optional, readParams, types } from '../../router/readParams.ts';
import { scopes } from '../../router/scopes.ts';
import type { CiService } from '../CiService.ts';
import { findProject, readId } from './lookUp.ts';

const path = '/api/v4/projects/{id}/registry/repositories';

const imageSchema = z.object({
  config: z.object({ digest: z.string(), size: z.number() }),
  layers: z.array(z.object({ size: z.number() })),
});

/** What a project's registry holds. */
export function registryRoutes(ci: CiService): ForgeRoute[] {
  const { context, registry } = ci;
  const { errors } = context;
  const read = { scopes: scopes.read, anonymous: true };

  function isOf(project: ProjectRecord, repository: string): boolean {
    const root = project.fullPath.toLowerCase();
    return repository === root || repository.startsWith(`${root}/`);
  }

  function findRepository(request: ForgeRequest) {
    const project = findProject(ci, request);
    const id = readId(ci, request, 'repository_id');
    const found = registry()
      .contents.repositories()
      .find(one => one.id === id && isOf(project, one.name));
    if (!found) {
      throw errors.notFound();
    }
    return found;
  }

  function presentTag(repository: string, tag: string) {
    return {
      name: tag,
      path: `${repository}:${tag}`,
      location: `${context.registryHost()}/${repository}:${tag}`,
    };
  }

  return [
    {
      method: 'GET',
      path,
      ...read,
      handle(request) {
        const project = findProject(ci, request);
        const asked = readParams(request.query, {
          tags: optional(types.boolean),
          tags_count: optional(types.boolean),
        });
        const { contents } = registry();
        const found = contents
          .repositories()
          .filter(one => isOf(project, one.name));
        return context.paginate(request, found, one => {
          const tags = contents.tags(one.name);
          return {
            id: one.id,
            name: one.name.slice(project.fullPath.length + 1),
            path: one.name,
            project_id: project.id,
            location: `${context.registryHost()}/${one.name}`,
            created_at: one.createdAt,
            cleanup_policy_started_at: null,
            status: null,
            ...(asked.tags_count ? { tags_count: tags.length } : {}),
            ...(asked.tags
              ? { tags: tags.map(({ tag }) => presentTag(one.name, tag)) }
              : {}),
          };
        });
      },
    },
    {
      method: 'GET',
      path: `${path}/{repository_id}/tags`,
      ...read,
      handle(request) {
        const { name } = findRepository(request);
        return context.paginate(
          request,
          registry().contents.tags(name),
          ({ tag }) => presentTag(name, tag),
        );
      },
    },
    {
      method: 'GET',
      path: `${path}/{repository_id}/tags/{tag_name}`,
      ...read,
      async handle(request) {
        const { name } = findRepository(request);
        const { contents } = registry();
        const tag = request.params.tag_name;
        const manifest = contents.manifest(name, tag);
        if (!manifest) {
          throw errors.notFound('Tag');
        }
        const image = imageSchema.safeParse(
          JSON.parse((await contents.blobs.read(manifest.digest)).toString()),
        );
        const revision = image.success
          ? image.data.config.digest.replace('sha256:', '')
          : null;
        return {
          status: 200,
          body: {
            ...presentTag(name, tag),
            revision,
            short_revision: revision?.slice(0, 9) ?? null,
            digest: manifest.digest,
            created_at: manifest.pushedAt,
            total_size: image.success
              ? image.data.layers.reduce((sum, layer) => sum + layer.size, 0)
              : null,
          },
        };
      },
    },
  ];
}
