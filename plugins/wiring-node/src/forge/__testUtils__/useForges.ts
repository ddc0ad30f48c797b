import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { systemClock } from '../../run';
import { Forge } from '../Forge';
import { forgeOf } from '../forgeOf';
import { ContractWorld } from './ContractWorld';
import { SandboxProcess } from './SandboxProcess';

export const forgeKinds: Array<Forge['kind']> = ['gitlab', 'github'];

const gitlabJob = 'greet:\n  script: [echo hello]\n';
const githubJob = `on: push
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: echo hello
`;

/** Both sides of a sandbox, which runs for the tests of this file. */
export function useForges(): (kind: Forge['kind']) => ContractWorld {
  jest.setTimeout(60_000);
  let sandbox: SandboxProcess;
  beforeAll(async () => {
    sandbox = await SandboxProcess.start();
  }, 120_000);
  afterEach(() => sandbox?.clearFaults());
  afterAll(() => sandbox?.stop());

  return kind => {
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
}
