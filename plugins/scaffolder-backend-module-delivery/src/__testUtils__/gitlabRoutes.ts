import type { FakeAnswer, FakeRequest } from './FakeGitlab';
import { FakeProject, FakeToken, GitlabState } from './GitlabState';

const notFound = (what: string): FakeAnswer => ({
  status: 404,
  body: { message: `404 ${what} Not Found` },
});

/** The endpoints that the actions use, answering as GitLab does. */
export function answerGitlab(
  state: GitlabState,
  request: FakeRequest,
): FakeAnswer {
  const parts = request.path
    .replace('/api/v4/', '')
    .split('/')
    .map(decodeURIComponent);
  const [root, key, ...rest] = parts;
  if (root === 'namespaces') {
    const id = state.groups.get(key);
    return id ? { status: 200, body: { id } } : notFound('Namespace');
  }
  if (root === 'projects' && key === undefined) {
    return createProject(state, request.body);
  }
  const project = state.project(key);
  if (root !== 'projects' || !project) {
    return notFound('Project');
  }
  const [kind, ...more] = rest;
  switch (kind) {
    case undefined:
      if (request.method === 'DELETE') {
        return removeProject(state, project, request.query);
      }
      if (request.method === 'PUT') {
        Object.assign(project, request.body);
      }
      return { status: 200, body: present(state, project) };
    case 'repository':
      return repository(state, project, more, request);
    case 'variables':
      return variables(state, project, more[0], request);
    case 'deploy_tokens':
      return tokens(
        state,
        state.deployTokens,
        'gldt',
        project,
        more[0],
        request,
      );
    case 'access_tokens':
      return tokens(
        state,
        state.accessTokens,
        'glpat',
        project,
        more[0],
        request,
      );
    case 'deploy_keys':
      return { status: 200, body: [] };
    case 'hooks':
      return hooks(state, project, more[0], request);
    case 'pipelines':
      return pipelines(state, project, more, request);
    default:
      return notFound('404');
  }
}

function present(state: GitlabState, project: FakeProject) {
  const { commits, files: _, ...fields } = project;
  const web = `${state.baseUrl}/${project.path_with_namespace}`;
  return {
    ...fields,
    empty_repo: commits.length === 0,
    web_url: web,
    http_url_to_repo: `${web}.git`,
    permissions: { project_access: null, group_access: { access_level: 50 } },
  };
}

function createProject(state: GitlabState, body: any): FakeAnswer {
  const group = [...state.groups].find(([, id]) => id === body.namespace_id);
  const path = `${group?.[0]}/${body.path}`;
  if (state.project(path)) {
    return {
      status: 400,
      body: {
        message: {
          'project_namespace.name': ['has already been taken'],
          name: ['has already been taken'],
          path: ['has already been taken'],
        },
      },
    };
  }
  const project = state.addProject(path, {
    description: body.description ?? null,
    visibility: body.visibility ?? 'private',
    topics: body.topics ?? [],
  });
  return { status: 201, body: present(state, project) };
}

/** As since 18.0: marked under another name first, gone by the second request. */
function removeProject(
  state: GitlabState,
  project: FakeProject,
  query: URLSearchParams,
): FakeAnswer {
  if (query.get('permanently_remove') !== 'true') {
    project.marked_for_deletion_on = '2026-07-01';
    project.archived = true;
    project.path_with_namespace += `-deletion_scheduled-${project.id}`;
  } else if (query.get('full_path') === project.path_with_namespace) {
    state.removeProject(project);
  } else {
    return { status: 400, body: { message: '`full_path` is incorrect.' } };
  }
  return { status: 202, body: { message: '202 Accepted' } };
}

function repository(
  state: GitlabState,
  project: FakeProject,
  [kind, branch]: string[],
  { method, body }: FakeRequest,
): FakeAnswer {
  if (kind === 'commits' && method === 'POST') {
    for (const action of body.actions) {
      const exists = project.files.has(action.file_path);
      if (action.action === 'create' && exists) {
        return {
          status: 400,
          body: { message: 'A file with this name already exists' },
        };
      }
      if (action.action !== 'create' && !exists) {
        return {
          status: 400,
          body: { message: "A file with this name doesn't exist" },
        };
      }
    }
    for (const action of body.actions) {
      if (action.action === 'delete') {
        project.files.delete(action.file_path);
      } else {
        project.files.set(action.file_path, {
          content:
            action.content === undefined
              ? project.files.get(action.file_path)!.content
              : Buffer.from(action.content, action.encoding ?? 'utf8'),
          executable: action.execute_filemode ?? false,
        });
      }
    }
    return {
      status: 201,
      body: { id: state.pushCommit(project, body.commit_message) },
    };
  }
  if (project.commits.length === 0) {
    return notFound('Tree');
  }
  switch (kind) {
    case 'commits':
      return { status: 200, body: project.commits };
    case 'tree':
      return {
        status: 200,
        body: state.listFiles(project.files),
      };
    case 'files': {
      const file = project.files.get(branch ?? '');
      return file
        ? { status: 200, body: { content: file.content.toString('base64') } }
        : notFound('File');
    }
    case 'branches':
      return branch === project.default_branch
        ? { status: 200, body: { commit: { id: project.commits[0].id } } }
        : notFound('Branch');
    default:
      return notFound('404');
  }
}

function variables(
  state: GitlabState,
  project: FakeProject,
  key: string | undefined,
  { method, body, query }: FakeRequest,
): FakeAnswer {
  if (method === 'POST') {
    const { masked_and_hidden: hidden = false, ...fields } = body;
    if (hidden && !/^\S{8,}$/.test(fields.value)) {
      return { status: 400, body: { message: { value: ['is invalid'] } } };
    }
    const variable = {
      masked: false,
      environment_scope: '*',
      ...fields,
      ...(hidden && { masked: true }),
      hidden,
      projectId: project.id,
    };
    state.variables.push(variable);
    return { status: 201, body: { ...variable, value: undefined } };
  }
  const scope = query.get('filter[environment_scope]') ?? '*';
  const variable = state.variables.find(
    one =>
      one.projectId === project.id &&
      one.key === key &&
      one.environment_scope === scope,
  );
  if (!variable) {
    return notFound('Variable');
  }
  if (method === 'DELETE') {
    state.variables.splice(state.variables.indexOf(variable), 1);
    return { status: 204 };
  }
  if (method === 'PUT') {
    Object.assign(variable, body);
  }
  const { projectId: _, ...shown } = variable;
  return {
    status: 200,
    body: { ...shown, value: variable.hidden ? null : variable.value },
  };
}

function tokens(
  state: GitlabState,
  all: FakeToken[],
  prefix: string,
  project: FakeProject,
  id: string | undefined,
  { method, body }: FakeRequest,
): FakeAnswer {
  const show = ({ secret: _, projectId: __, ...token }: FakeToken) => ({
    ...token,
    active: !token.revoked,
  });
  if (method === 'POST') {
    const newId = state.nextId();
    const token: FakeToken = {
      id: newId,
      projectId: project.id,
      name: body.name,
      username: `gitlab+deploy-token-${newId}`,
      secret: state.mintSecret(prefix),
      scopes: body.scopes,
      revoked: false,
      expires_at: body.expires_at ?? null,
      ...(body.access_level && { access_level: body.access_level }),
    };
    all.push(token);
    return { status: 201, body: { ...show(token), token: token.secret } };
  }
  const mine = all.filter(({ projectId }) => projectId === project.id);
  if (method === 'DELETE') {
    const token = mine.find(one => String(one.id) === id);
    if (!token || token.revoked) {
      return notFound('Token');
    }
    token.revoked = true;
    return { status: 204 };
  }
  return { status: 200, body: mine.map(show) };
}

function hooks(
  state: GitlabState,
  project: FakeProject,
  id: string | undefined,
  { method, body }: FakeRequest,
): FakeAnswer {
  const mine = state.hooks.filter(({ projectId }) => projectId === project.id);
  if (method === 'GET') {
    return {
      status: 200,
      body: mine.map(({ token: _, projectId: __, ...hook }) => hook),
    };
  }
  const hook = mine.find(one => String(one.id) === id);
  if (hook && method === 'DELETE') {
    state.hooks.splice(state.hooks.indexOf(hook), 1);
    return { status: 204 };
  }
  if (hook) {
    Object.assign(hook, body);
    return { status: 200, body: { id: hook.id } };
  }
  const fresh = { id: state.nextId(), projectId: project.id, ...body };
  state.hooks.push(fresh);
  return { status: 201, body: { id: fresh.id } };
}

function pipelines(
  state: GitlabState,
  project: FakeProject,
  [id, jobs]: string[],
  { query }: FakeRequest,
): FakeAnswer {
  const mine = state.pipelines.filter(
    ({ projectId }) => projectId === project.id,
  );
  if (jobs === 'jobs') {
    return {
      status: 200,
      body: mine.find(one => String(one.id) === id)?.jobs ?? [],
    };
  }
  return {
    status: 200,
    body: mine
      .filter(({ sha }) => sha === query.get('sha'))
      .reverse()
      .map(({ id: pipelineId, sha, status }) => ({
        id: pipelineId,
        sha,
        status,
        web_url: `${state.baseUrl}/${project.path_with_namespace}/-/pipelines/${pipelineId}`,
      })),
  };
}
