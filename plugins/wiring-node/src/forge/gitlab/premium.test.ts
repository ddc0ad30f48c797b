import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { ForgeRepository } from '../ForgeRepositories';
import { EnvironmentRules } from '../ForgeEnvironments';
import { GitlabEnvironments } from './GitlabEnvironments';
import { GitlabProtection } from './GitlabProtection';

const repository = { id: 5, path: 'acme/payments' } as ForgeRepository;

/** What a paid GitLab answers, in the order of the questions; what it was asked. */
class PaidGitlab {
  readonly asked: Array<{ request: string; body?: unknown }> = [];
  answers: Record<string, unknown> = {};
  #server?: Server;

  async start(): Promise<GitlabTransport> {
    this.#server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) {
        text += chunk;
      }
      const path = request.url!.replace('/api/v4/projects/5', '').split('?')[0];
      const key = `${request.method} ${path}`;
      if (request.method !== 'GET') {
        this.asked.push({
          request: key,
          ...(text && { body: JSON.parse(text) }),
        });
      }
      const answer = this.answers[key];
      response.writeHead(answer === undefined ? 404 : 200, {
        'content-type': 'application/json',
      });
      response.end(JSON.stringify(answer ?? { message: '404 Not Found' }));
    });
    await new Promise<void>(done => this.#server!.listen(0, '127.0.0.1', done));
    const { port } = this.#server!.address() as AddressInfo;
    return new GitlabTransport({
      apiBaseUrl: `http://127.0.0.1:${port}/api/v4`,
      token: 'planted-CANARY',
    });
  }

  async stop(): Promise<void> {
    this.#server!.closeAllConnections();
    await new Promise(done => this.#server!.close(done));
  }
}

let gitlab: PaidGitlab;
let transport: GitlabTransport;
beforeEach(async () => {
  gitlab = new PaidGitlab();
  transport = await gitlab.start();
});
afterEach(() => gitlab.stop());

const rules = (
  ...reviewers: EnvironmentRules['reviewers']
): EnvironmentRules => ({
  reviewers,
  preventSelfReview: false,
  waitMinutes: 0,
  branches: 'all',
});
const owner = { kind: 'user' as const, id: 7, name: 'platform-owner' };
const team = { kind: 'group' as const, id: 9, name: 'acme/platform' };

describe('environments of a GitLab with a paid plan', () => {
  beforeEach(() => {
    gitlab.answers = {
      'GET /environments': [{ id: 3, name: 'production', state: 'available' }],
      'GET /protected_environments': [],
      'POST /protected_environments': {},
      'PUT /protected_environments/production': {},
    };
  });

  it('are protected by a rule for each reviewer', async () => {
    const environments = new GitlabEnvironments(transport);
    await expect(environments.unavailable(repository)).resolves.toBeUndefined();
    const wanted = { name: 'production', rules: rules(owner, team) };
    await environments.put(repository, wanted);
    expect(gitlab.asked).toEqual([
      {
        request: 'POST /protected_environments',
        body: {
          name: 'production',
          deploy_access_levels: [{ access_level: 30 }],
          approval_rules: [
            { user_id: 7, required_approvals: 1 },
            { group_id: 9, required_approvals: 1 },
          ],
        },
      },
    ]);
  });

  it('lose the rules that are unwanted, and keep those for a role', async () => {
    gitlab.answers['GET /protected_environments/production'] = {
      name: 'production',
      approval_rules: [
        { id: 1, user_id: 7, required_approvals: 1 },
        { id: 2, user_id: 8, required_approvals: 1 },
        { id: 4, access_level: 40, required_approvals: 1 },
      ],
    };
    const environments = new GitlabEnvironments(transport);
    await expect(
      environments.find(repository, 'production'),
    ).resolves.toMatchObject({
      rules: { reviewers: [{ id: 7 }, { id: 8 }] },
    });
    const wanted = { name: 'production', rules: rules(owner, team) };
    await environments.put(repository, wanted);
    expect(gitlab.asked).toEqual([
      {
        request: 'PUT /protected_environments/production',
        body: {
          approval_rules: [
            { id: 2, _destroy: true },
            { group_id: 9, required_approvals: 1 },
          ],
        },
      },
    ]);
  });
});

describe('a branch whose rules name people', () => {
  const level = { id: 1, access_level: 40 };
  const person = { id: 2, access_level: 40, user_id: 8 };
  const main = {
    name: 'main',
    push_access_levels: [level, person],
    merge_access_levels: [level],
    allow_force_push: false,
  };
  const nobody = {
    push: 'nobody' as const,
    merge: 'maintainers' as const,
    forcePush: false,
    deployKeys: false,
    approvals: 0,
    checks: [],
  };

  it('has its roles changed, and the people left', async () => {
    gitlab.answers = {
      'GET /protected_branches': [main],
      'PATCH /protected_branches/main': {
        ...main,
        push_access_levels: [{ id: 3, access_level: 0 }, person],
      },
    };
    await new GitlabProtection(transport).put(repository, 'main', nobody);
    expect(gitlab.asked).toEqual([
      {
        request: 'PATCH /protected_branches/main',
        body: {
          allow_force_push: false,
          allowed_to_push: [{ id: 1, _destroy: true }, { access_level: 0 }],
          allowed_to_merge: [],
        },
      },
    ]);
  });

  it('is not made anew where levels are not changed in place', async () => {
    gitlab.answers = {
      'GET /protected_branches': [main],
      'PATCH /protected_branches/main': main,
    };
    await expect(
      new GitlabProtection(transport).put(repository, 'main', nobody),
    ).rejects.toThrow('which would lose those; change the levels by hand');
    expect(gitlab.asked.map(({ request }) => request)).toEqual([
      'PATCH /protected_branches/main',
    ]);
  });

  it('rules of the group are named, and not taken for those of the project', async () => {
    gitlab.answers = {
      'GET /protected_branches': [
        {
          ...main,
          inherited: true,
          push_access_levels: [
            { id: 9, access_level: 0, access_level_description: 'No one' },
          ],
          merge_access_levels: [
            {
              id: 9,
              access_level: 40,
              access_level_description: 'Maintainers',
            },
          ],
        },
      ],
    };
    await expect(
      new GitlabProtection(transport).find(repository, 'main'),
    ).resolves.toEqual({
      rules: undefined,
      others: [
        'the group protects main: No one may push, Maintainers may merge',
      ],
    });
  });
});
