import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { systemClock } from '../../run';
import { forgeOf } from '../forgeOf';
import { contentCases } from './contentCases';
import { ContractWorld, newRepository } from './ContractWorld';
import { credentialCases } from './credentialCases';
import { failureCases } from './failureCases';
import { hookCases } from './hookCases';
import { pipelineCases } from './pipelineCases';
import { repositoryCases } from './repositoryCases';
import { SandboxProcess } from './SandboxProcess';
import { variableCases } from './variableCases';

jest.setTimeout(60_000);

const gitlabJob = 'greet:\n  script: [echo hello]\n';
const githubJob = `on: push
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: echo hello
`;

describe('the contract of a forge', () => {
  let sandbox: SandboxProcess;
  beforeAll(async () => {
    sandbox = await SandboxProcess.start();
  }, 120_000);
  afterEach(() => sandbox?.clearFaults());
  afterAll(() => sandbox?.stop());

  const worldOf = (kind: 'gitlab' | 'github'): ContractWorld => {
    const { port } = new URL(sandbox.url);
    const { forgeToken, githubToken } = sandbox.credentials;
    const github = `localhost:${port}`;
    const gitlab = new URL(sandbox.url).host;
    const deps = {
      clock: systemClock,
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            gitlab: [
              {
                host: gitlab,
                baseUrl: sandbox.url,
                apiBaseUrl: `${sandbox.url}/api/v4`,
                token: forgeToken,
              },
            ],
            github: [
              {
                host: github,
                apiBaseUrl: `http://${github}/api/v3`,
                token: githubToken,
              },
            ],
          },
        }),
      ),
    };
    const host = kind === 'gitlab' ? gitlab : github;
    const forgeFor = (signal?: AbortSignal) => forgeOf(deps, host, { signal });
    return {
      forge: forgeFor(),
      forgeFor,
      owner: 'acme',
      secret: kind === 'gitlab' ? forgeToken : githubToken,
      apiPath: ({ id, path }) =>
        kind === 'gitlab'
          ? `/api/v4/projects/${id}/`
          : `/api/v3/repos/${path}/`,
      definition: kind === 'gitlab' ? gitlabJob : githubJob,
      addFault: rule => sandbox.addFault(rule),
      clearFaults: () => sandbox.clearFaults(),
    };
  };

  describe.each(['gitlab', 'github'] as const)('on %s', kind => {
    it.each([
      ...repositoryCases,
      ...contentCases,
      ...variableCases,
      ...credentialCases,
      ...hookCases,
      ...pipelineCases,
      ...failureCases,
    ])('$name', async ({ run }) => {
      await run(worldOf(kind));
    });
  });

  it.each([401, 403, 404])(
    'T29: where GitLab has no access tokens and answers %s, a deploy key writes',
    async status => {
      const world = worldOf('gitlab');
      const repository = await newRepository(world);
      await sandbox.addFault({
        effect: 'status',
        status,
        path: '/access_tokens',
      });
      const { credentials } = world.forge;
      const minted = await credentials.mint(repository, 'write', {
        name: 'slipway-ci',
      });
      expect(minted).toMatchObject({ kind: 'ssh-key', title: 'deploy key' });
      await expect(
        credentials.list(repository, 'write'),
      ).resolves.toMatchObject([{ id: minted.id, identity: minted.identity }]);
      await credentials.revoke(repository, 'write', minted.id);
      await expect(credentials.list(repository, 'write')).resolves.toEqual([]);
    },
  );
});
