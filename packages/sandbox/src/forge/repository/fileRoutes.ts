import type { ForgeRequest, ForgeRoute } from '../api/ForgeRoute.ts';
import { mayPushToBranch } from '../branches/pushPermission.ts';
import { commitFiles } from '../commits/commitFiles.ts';
import { decodeContent } from '../commits/readActions.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { fileHeaders, readFileFacts } from './readFileFacts.ts';

const path = '/api/v4/projects/{id}/repository/files/{file_path}';

function checkFilePath(context: ForgeContext, filePath: string): void {
  if (filePath.startsWith('/') || filePath.split('/').includes('..')) {
    throw context.errors.parameters(['file_path should be a valid file path']);
  }
}

async function writeFile(
  context: ForgeContext,
  request: ForgeRequest,
  action: 'create' | 'update' | 'delete',
): Promise<{ file_path: string; branch: string }> {
  const { params, principal } = request;
  const project = context.findProject(params.id, principal, {
    minimumAccess: accessLevels.developer,
  });
  const source = { ...request.query, ...request.body };
  const given = readParams(source, {
    branch: required(types.string),
    commit_message: required(types.string),
    ...(action === 'delete' ? {} : { content: required(types.string) }),
    encoding: optional(types.oneOf('base64', 'text')),
    start_branch: optional(types.string),
    author_email: optional(types.string),
    author_name: optional(types.string),
    last_commit_id: optional(types.string),
    execute_filemode: optional(types.boolean),
  });
  const blank = (['branch', 'commit_message'] as const).filter(
    name => given[name] === '',
  );
  if (blank.length > 0) {
    throw context.errors.parameters(blank.map(name => `${name} is empty`));
  }
  const filePath = params.file_path;
  checkFilePath(context, filePath);
  const level = context.accessLevel(principal, project);
  if (!(await mayPushToBranch(context, project, given.branch, level))) {
    throw context.errors.refused(
      400,
      'You are not allowed to push into this branch',
    );
  }
  await commitFiles(context, project, context.userOf(principal), {
    branch: given.branch,
    startBranch: given.start_branch,
    message: given.commit_message,
    authorName: given.author_name,
    authorEmail: given.author_email,
    actions: [
      {
        action,
        path: filePath,
        content:
          action === 'delete'
            ? undefined
            : decodeContent(String(source.content), given.encoding),
        executable: given.execute_filemode,
      },
    ],
    lastCommitIds:
      given.last_commit_id === undefined
        ? []
        : [{ path: filePath, sha: given.last_commit_id }],
    changedMessage: () =>
      'You are attempting to update a file that has changed since you started editing it.',
  });
  return { file_path: filePath, branch: given.branch };
}

/** Single files: read, ask about, create, change, delete. */
export function fileRoutes(context: ForgeContext): ForgeRoute[] {
  const read = async (request: ForgeRequest, needsRef: boolean) => {
    const project = context.findProject(request.params.id, request.principal, {
      minimumAccess: accessLevels.reporter,
    });
    const { ref } = readParams(request.query, {
      ref: needsRef ? required(types.string) : optional(types.string),
    });
    if (ref === '') {
      throw context.errors.parameters(['ref is empty']);
    }
    checkFilePath(context, request.params.file_path);
    return readFileFacts(
      context,
      project,
      request.params.file_path,
      ref ?? project.defaultBranch,
    );
  };
  return [
    {
      method: 'GET',
      path,
      scopes: scopes.readRepository,
      anonymous: true,
      async handle(request) {
        const { facts, content } = await read(request, true);
        return {
          status: 200,
          body: { ...facts, content: content.toString('base64') },
          headers: fileHeaders(facts),
        };
      },
    },
    {
      method: 'HEAD',
      path,
      scopes: scopes.readRepository,
      anonymous: true,
      async handle(request) {
        const { facts } = await read(request, true);
        return { status: 200, headers: fileHeaders(facts) };
      },
    },
    {
      method: 'GET',
      path: `${path}/raw`,
      scopes: scopes.readRepository,
      anonymous: true,
      jobToken: true,
      async handle(request) {
        const { facts, content } = await read(request, false);
        const text = !content.subarray(0, 8000).includes(0);
        return {
          status: 200,
          bytes: content,
          headers: {
            ...fileHeaders(facts),
            'content-type': text ? 'text/plain' : 'application/octet-stream',
            'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(
              facts.file_name,
            )}`,
          },
        };
      },
    },
    {
      method: 'POST',
      path,
      scopes: scopes.write,
      handle: async request => ({
        status: 201,
        body: await writeFile(context, request, 'create'),
      }),
    },
    {
      method: 'PUT',
      path,
      scopes: scopes.write,
      handle: async request => ({
        status: 200,
        body: await writeFile(context, request, 'update'),
      }),
    },
    {
      method: 'DELETE',
      path,
      scopes: scopes.write,
      async handle(request) {
        await writeFile(context, request, 'delete');
        return { status: 204 };
      },
    },
  ];
}
