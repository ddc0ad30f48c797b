import { Outcome, RunContext, WiringDeps } from '../../run';
import {
  contentOf,
  ensureApplication,
  ensureArgocdRepository,
  ensureContent,
  ensureNamespace,
  ensureProject,
  ensurePullSecret,
  ensureRepository,
  ensureVariable,
  ensureWebhook,
  ensureWriteCredential,
} from '..';

const rendered = (paths: string[]) =>
  contentOf(
    paths.map(path => ({
      path,
      content: Buffer.from(`${path}\n`),
      executable: path.endsWith('.sh'),
    })),
  );

/** What a launch brings about on a forge and its clusters, in the order of the templates. */
export async function launch(
  run: RunContext,
  deps: WiringDeps,
  service: string,
): Promise<Outcome[]> {
  const host = deps.launch.host!;
  const app = { host, path: `acme/${service}` };
  const gitops = { host, path: `acme/${service}-gitops` };
  return [
    await ensureRepository(run, deps, {
      ...gitops,
      what: 'GitOps repository',
      description: `What ${service} runs as`,
    }),
    await ensureContent(run, deps, {
      ...gitops,
      content: rendered(['base/rollout.yaml', 'overlays/dev/patch.yaml']),
      what: 'content of GitOps repository',
      message: 'Launch with Slipway',
    }),
    await ensureRepository(run, deps, {
      ...app,
      what: 'app repository',
      description: `The service ${service}`,
    }),
    ...(await ensureWriteCredential(run, deps, { service })).outcomes,
    await ensureVariable(run, deps, {
      ...app,
      variable: {
        key: 'LOG_LEVEL',
        value: 'debug',
        secret: false,
        masked: false,
        protected: false,
        raw: true,
        environmentScope: '*',
        description: '',
      },
    }),
    ...(await ensureNamespace(run, deps, { service })),
    ...(await ensurePullSecret(run, deps, { service })).outcomes,
    ...(await ensureProject(run, deps, { service })),
    ...(await ensureArgocdRepository(run, deps, { service })).outcomes,
    await ensureWebhook(run, deps, app),
    await ensureWebhook(run, deps, gitops),
    await ensureContent(run, deps, {
      ...app,
      content: rendered(['README.md', 'ci/run.sh']),
      what: 'content of app repository',
      message: 'Launch with Slipway',
    }),
    ...(await ensureApplication(run, deps, { service })),
  ];
}
