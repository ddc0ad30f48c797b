import type { FakeAnswer, FakeRequest } from './FakeGitlab';
import { FakeBranch, FakeProject, GitlabState } from './GitlabState';

const ok = (body: unknown): FakeAnswer => ({ status: 200, body });
const made = (body: unknown): FakeAnswer => ({ status: 201, body });
const notFound: FakeAnswer = {
  status: 404,
  body: { message: '404 Not Found' },
};

/**
 * Branches, merge requests, rules, environments and runners as a GitLab without a paid plan has them;
 * undefined for other questions.
 */
export function answerCatalogue(
  state: GitlabState,
  request: FakeRequest,
): FakeAnswer | undefined {
  const [root, key, kind, ...rest] = request.path
    .replace('/api/v4/', '')
    .split('/')
    .map(decodeURIComponent);
  if (root === 'users') {
    const username = request.query.get('username');
    return ok(state.users.filter(one => one.username === username));
  }
  if (root === 'user' && key === 'runners') {
    const runner = { ...request.body, id: state.nextId() };
    state.runners.push(runner);
    return made({ id: runner.id, token: state.mintSecret('glrt') });
  }
  if (root === 'runners') {
    state.runners = state.runners.filter(({ id }) => String(id) !== key);
    return { status: 204 };
  }
  const project = root === 'projects' ? state.project(key ?? '') : undefined;
  switch (project && kind) {
    case 'repository':
      return branches(state, project!, rest, request);
    case 'merge_requests':
      return mergeRequests(state, project!, rest, request);
    case 'protected_branches':
      return rules(state, project!, rest[0], request);
    case 'environments':
      return environments(state, project!, request);
    case 'protected_environments':
      return notFound;
    case 'runners':
      return runners(state, project!, request);
    default:
      return undefined;
  }
}

function branches(
  state: GitlabState,
  project: FakeProject,
  [kind, name]: string[],
  { method, body, query }: FakeRequest,
): FakeAnswer | undefined {
  const asked = name ?? body.branch ?? query.get('ref') ?? query.get('to');
  const branch = project.branches.get(asked);
  if (kind === 'commits' && method === 'POST' && (body.start_sha || branch)) {
    const onto: FakeBranch = branch ?? {
      files: new Map(project.files),
      commits: [],
    };
    for (const { action, file_path: path, content = '' } of body.actions) {
      if (action === 'delete') {
        onto.files.delete(path);
      } else {
        onto.files.set(path, {
          content: Buffer.from(content, 'base64'),
          executable: false,
        });
      }
    }
    const id = state.newCommitId(body.commit_message);
    onto.commits.unshift({ id, message: body.commit_message });
    project.branches.set(body.branch, onto);
    return made({ id });
  }
  if (!branch) {
    return undefined;
  }
  switch (kind) {
    case 'compare':
      return ok({ commits: branch.commits });
    case 'tree':
      return ok(state.listFiles(branch.files));
    case 'branches':
      if (method === 'DELETE') {
        project.branches.delete(asked);
        return { status: 204 };
      }
      return ok({ commit: { id: branch.commits[0].id } });
    default:
      return undefined;
  }
}

function mergeRequests(
  state: GitlabState,
  project: FakeProject,
  [iid, merge]: string[],
  { method, body, query }: FakeRequest,
): FakeAnswer {
  const mine = state.mergeRequests.filter(
    ({ source_project_id: id }) => id === project.id,
  );
  if (method === 'POST') {
    const number = mine.length + 1;
    const request = {
      ...body,
      iid: number,
      state: 'opened',
      web_url: `${state.baseUrl}/${project.path_with_namespace}/-/merge_requests/${number}`,
      source_project_id: project.id,
    };
    state.mergeRequests.push(request);
    return made(request);
  }
  const found = mine.find(one => String(one.iid) === iid);
  if (!found) {
    return ok(
      mine
        .filter(one => one.source_branch === query.get('source_branch'))
        .reverse(),
    );
  }
  if (merge) {
    const source = project.branches.get(found.source_branch)!;
    project.files = source.files;
    state.pushCommit(project, found.title);
    project.branches.delete(found.source_branch);
    found.state = 'merged';
  } else if (body.state_event === 'close') {
    found.state = 'closed';
  }
  return ok(found);
}

function rules(
  state: GitlabState,
  project: FakeProject,
  name: string | undefined,
  { method, body }: FakeRequest,
): FakeAnswer {
  const mine = state.rulesOf(project);
  const level = (access_level: number) => [
    { id: state.nextId(), access_level },
  ];
  switch (method) {
    case 'POST':
      mine.push({
        name: body.name,
        push_access_levels: level(body.push_access_level),
        merge_access_levels: level(body.merge_access_level),
        allow_force_push: body.allow_force_push,
      });
      return made(mine.at(-1));
    case 'DELETE':
      mine.splice(
        mine.findIndex(one => one.name === name),
        1,
      );
      return { status: 204 };
    case 'PATCH': {
      // Without a paid plan levels are not changed in place.
      const rule = mine.find(one => one.name === name)!;
      rule.allow_force_push = body.allow_force_push ?? rule.allow_force_push;
      return ok(rule);
    }
    default:
      return ok(mine);
  }
}

function environments(
  state: GitlabState,
  project: FakeProject,
  { method, body, query }: FakeRequest,
): FakeAnswer {
  if (method === 'POST') {
    state.environments.push({ ...body, projectId: project.id });
    return made({ id: state.nextId(), ...body });
  }
  return ok(
    state.environments
      .filter(
        one => one.projectId === project.id && one.name === query.get('name'),
      )
      .map(one => ({ id: 1, ...one })),
  );
}

function runners(
  state: GitlabState,
  project: FakeProject,
  { query }: FakeRequest,
): FakeAnswer {
  const tags = query.get('tag_list')?.split(',') ?? [];
  return ok(
    [
      {
        id: 1,
        runner_type: 'instance_type',
        tag_list: ['docker'],
        description: 'shared',
      },
      ...state.runners,
    ]
      .filter(
        one =>
          tags.every(tag => one.tag_list.includes(tag)) &&
          (one.project_id === undefined || one.project_id === project.id) &&
          (query.get('type') ?? one.runner_type) === one.runner_type,
      )
      .map(one => ({
        ...one,
        status: one.project_id ? 'never_contacted' : 'online',
      })),
  );
}
