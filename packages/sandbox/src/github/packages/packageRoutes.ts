import type { Registry } from '../../registry/index.ts';
import type { RepositoryRecord } from '../../registry/registryRecords.ts';
import type {
  NamespaceRecord,
  ProjectRecord,
} from '../../forge/records/records.ts';
import type { GithubRequest, GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { findOrganization } from '../meta/userRoutes.ts';
import { presentNamespace } from '../present/presentOwner.ts';
import {
  presentMinimalRepository,
  seconds,
} from '../present/presentRepository.ts';
import { linkedProject } from './linkedProject.ts';

/** A number that stays the same for a digest. */
export function versionId(digest: string): number {
  return parseInt(digest.replace('sha256:', '').slice(0, 12), 16);
}

/** Images in the registry, as packages of whoever owns them. */
export function packageRoutes(
  context: GithubContext,
  registry: () => Registry,
): GithubRoute[] {
  const { errors, access } = context;

  function ownerOf({ params }: GithubRequest): NamespaceRecord {
    if (params.org) {
      return findOrganization(context, params.org);
    }
    const own = context.forge.records.namespaces.find(
      each => each.kind === 'user' && each.path === params.username,
    );
    if (!own) {
      throw errors.notFound();
    }
    return own;
  }

  /** Whether whoever asks may see an image: by the repository that it belongs to. */
  function maySee(
    request: GithubRequest,
    project: ProjectRecord | undefined,
  ): boolean {
    const { principal } = request;
    return (
      project !== undefined &&
      access.role(principal, project) !== 'none' &&
      (!principal || access.permits(principal, 'packages', 'read'))
    );
  }

  function images(request: GithubRequest, owner: NamespaceRecord) {
    return registry()
      .contents.repositories()
      .filter(image => image.name.startsWith(`${owner.fullPath}/`))
      .map(image => ({ image, project: linkedProject(context, image.name) }))
      .filter(({ project }) => maySee(request, project));
  }

  function find(request: GithubRequest) {
    const owner = ownerOf(request);
    if (request.params.package_type !== 'container') {
      throw errors.notFound('Package not found.');
    }
    const found = images(request, owner).find(
      ({ image }) =>
        image.name === `${owner.fullPath}/${request.params.package_name}`,
    );
    if (!found) {
      throw errors.notFound('Package not found.');
    }
    return { owner, ...found };
  }

  function urls(owner: NamespaceRecord, image: RepositoryRecord) {
    const name = image.name.slice(owner.fullPath.length + 1);
    const kind = owner.kind === 'group' ? 'orgs' : 'users';
    return {
      name,
      url: `${context.apiUrl()}/${kind}/${
        owner.path
      }/packages/container/${encodeURIComponent(name)}`,
      html: `${context.webUrl()}/${kind}/${
        owner.path
      }/packages/container/package/${encodeURIComponent(name)}`,
    };
  }

  function present(
    owner: NamespaceRecord,
    image: RepositoryRecord,
    project: ProjectRecord | undefined,
  ) {
    const { name, url, html } = urls(owner, image);
    const versions = registry().contents.manifests(image.name);
    const last = versions.at(-1)?.pushedAt ?? image.createdAt;
    return {
      id: image.id,
      name,
      package_type: 'container',
      owner: presentNamespace(context, owner),
      version_count: versions.length,
      visibility: project?.visibility === 'public' ? 'public' : 'private',
      url,
      created_at: seconds(image.createdAt),
      updated_at: seconds(last),
      ...(project
        ? { repository: presentMinimalRepository(context, project) }
        : {}),
      html_url: html,
    };
  }

  function versions(owner: NamespaceRecord, image: RepositoryRecord) {
    const { url, html } = urls(owner, image);
    const tags = registry().contents.tags(image.name);
    return registry()
      .contents.manifests(image.name)
      .reverse()
      .map(manifest => ({
        id: versionId(manifest.digest),
        name: manifest.digest,
        url: `${url}/versions/${versionId(manifest.digest)}`,
        package_html_url: html,
        html_url: `${html}/${versionId(manifest.digest)}`,
        created_at: seconds(manifest.pushedAt),
        updated_at: seconds(manifest.pushedAt),
        metadata: {
          package_type: 'container',
          container: {
            tags: tags
              .filter(tag => tag.digest === manifest.digest)
              .map(tag => tag.tag),
          },
        },
      }));
  }

  /** Of what is missing on a token GitHub tells here, and not with a 404. */
  function needScope(request: GithubRequest, scope: string, to: string): void {
    const { principal } = request;
    const covers = [
      scope,
      ...(scope === 'read:packages' ? ['write:packages'] : []),
    ];
    if (
      principal?.kind === 'classic' &&
      !covers.some(each => principal.scopes.includes(each))
    ) {
      throw errors.forbidden(`You need at least ${scope} scope to ${to}.`);
    }
  }

  const listOf = (prefix: string): GithubRoute => ({
    method: 'GET',
    path: `${prefix}/packages`,
    docs: 'packages/packages#list-packages-for-an-organization',
    access: { kind: 'user' },
    handle(request) {
      needScope(request, 'read:packages', 'list packages');
      const type = request.query.package_type;
      if (!type) {
        throw errors.badRequest('Invalid argument.');
      }
      const owner = ownerOf(request);
      const found = type === 'container' ? images(request, owner) : [];
      return context.paginate(request, found, {
        present: ({ image, project }) => present(owner, image, project),
      });
    },
  });
  const oneOf = (prefix: string): GithubRoute[] => {
    const path = `${prefix}/packages/{package_type}/{package_name}`;
    return [
      {
        method: 'GET',
        path,
        docs: 'packages/packages#get-a-package-for-an-organization',
        access: { kind: 'user' },
        handle(request) {
          needScope(request, 'read:packages', 'get a package');
          const { owner, image, project } = find(request);
          return { status: 200, body: present(owner, image, project) };
        },
      },
      {
        method: 'DELETE',
        path,
        docs: 'packages/packages#delete-a-package-for-an-organization',
        access: { kind: 'user' },
        handle(request) {
          needScope(request, 'delete:packages', 'delete a package');
          const { image, project } = find(request);
          if (access.role(request.principal, project!) !== 'admin') {
            throw errors.forbidden(
              'You must have admin access to the package to delete it.',
            );
          }
          registry().contents.deleteRepository(image.name);
          return { status: 204 };
        },
      },
      {
        method: 'GET',
        path: `${path}/versions`,
        docs: 'packages/packages#list-package-versions-for-a-package-owned-by-an-organization',
        access: { kind: 'user' },
        handle(request) {
          needScope(request, 'read:packages', "get a package's versions");
          const { owner, image } = find(request);
          return context.paginate(request, versions(owner, image));
        },
      },
      {
        method: 'GET',
        path: `${path}/versions/{package_version_id}`,
        docs: 'packages/packages#get-a-package-version-for-an-organization',
        access: { kind: 'user' },
        handle(request) {
          needScope(request, 'read:packages', 'get a package version');
          const { owner, image } = find(request);
          const id = Number(request.params.package_version_id);
          const found = versions(owner, image).find(each => each.id === id);
          if (!found) {
            throw errors.notFound('Package not found.');
          }
          return { status: 200, body: found };
        },
      },
    ];
  };
  return ['/orgs/{org}', '/users/{username}'].flatMap(prefix => [
    listOf(prefix),
    ...oneOf(prefix),
  ]);
}
