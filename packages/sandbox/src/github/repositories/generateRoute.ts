import { z } from 'zod';
import { commitFiles } from '../../forge/commits/commitFiles.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { presentFullRepository } from '../present/presentRepository.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { createRepository } from './createRepository.ts';

/** A new repository with the files of a template, in one commit. */
export function generateRoute(context: GithubContext): GithubRoute[] {
  const { forge, errors, access } = context;
  return [
    {
      method: 'POST',
      path: '/repos/{template_owner}/{template_repo}/generate',
      docs: 'repos/repos#create-a-repository-using-a-template',
      access: { kind: 'user', scopes: ['repo', 'public_repo'] },
      async handle({ params, principal, body }) {
        const given = readGithubParams(
          body,
          z.object({
            owner: z.string().optional(),
            name: z.string(),
            description: z.string().optional(),
            private: z.boolean().optional(),
          }),
        );
        const template = access.findRepository(
          principal,
          `${params.template_owner}/${params.template_repo}`,
          {
            kind: 'repository',
            role: 'read',
            permission: 'contents',
            level: 'read',
          },
        );
        if (!template.github?.is_template) {
          throw errors.unprocessable(
            `${template.fullPath} is not a template repository.`,
          );
        }
        const user = context.userOf(principal);
        const namespace = forge.records.namespaces.find(each =>
          given.owner
            ? each.fullPath.toLowerCase() === given.owner.toLowerCase()
            : each.kind === 'user' && each.ownerId === user.id,
        );
        const level = namespace
          ? forge.access.namespaceLevel(
              { kind: 'user', userId: user.id, tokenId: 0, scopes: [] },
              namespace.id,
            )
          : 0;
        if (!namespace || level < 30) {
          throw errors.notFound();
        }
        const { owner: _, ...rest } = given;
        const project = await createRepository(context, namespace, user, rest);
        const git = forge.git.of(template);
        const sha = await git.resolve(template.defaultBranch);
        const files = sha ? await git.tree(sha, '', true) : [];
        const blobs = files.filter(file => file.type === 'blob');
        if (blobs.length > 0) {
          await commitFiles(forge, project, user, {
            branch: project.defaultBranch,
            message: 'Initial commit',
            actions: await Promise.all(
              blobs.map(async file => ({
                action: 'create' as const,
                path: file.path,
                executable: file.mode === '100755',
                content: await git.blob(file.id),
              })),
            ),
          });
        }
        return {
          status: 201,
          body: presentFullRepository(
            context,
            forge.records.projects.get(project.id)!,
            'admin',
          ),
        };
      },
    },
  ];
}
