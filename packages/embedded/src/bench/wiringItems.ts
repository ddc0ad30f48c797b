import { filesWith } from './BenchWorld.ts';
import {
  environments,
  type Environment,
  type WiringLook,
} from './WiringLook.ts';

/** What the benchmark knows of the portal that has made the launch. */
export interface LaunchedBy {
  /** Of its databases. */
  databaseFolder: string;
  /** The service in its catalog. */
  entity(service: string): Promise<any>;
  /** Whether it keeps a record of what the launch made, to take it back by. */
  hasLedger(service: string): Promise<boolean>;
  /** The environments that were healthy when the template said that it was done. */
  healthyAtEnd: readonly Environment[];
  /** What came of running the same template with the same values once more. */
  secondRun: { succeeded: boolean; writes: number };
}

/** One thing of the wiring of a service, and how to see that it is there. */
export interface WiringItem {
  name: string;
  isThere(look: WiringLook, by: LaunchedBy): Promise<boolean>;
}

async function all<T>(
  list: readonly T[],
  holds: (each: T) => Promise<boolean>,
): Promise<boolean> {
  const found = await Promise.all(list.map(holds));
  return found.every(Boolean);
}

/** All that a service needs to be delivered, and that can be looked for from the outside. */
export const wiringItems: readonly WiringItem[] = [
  {
    name: 'app repository, with its pipeline',
    isThere: look => look.hasFile('app', '.gitlab-ci.yml'),
  },
  {
    name: 'GitOps repository, with an overlay for each environment',
    isThere: look =>
      all(environments, environment =>
        look.hasFile('gitops', `overlays/${environment}/kustomization.yaml`),
      ),
  },
  {
    name: 'credential with which CI writes to the GitOps repository',
    async isThere(look) {
      const tokens = await look.list('gitops', '/access_tokens');
      const keys = await look.list('gitops', '/deploy_keys');
      return (
        tokens.some(
          ({ active, scopes }) => active && scopes.includes('write_repository'),
        ) || keys.some(({ can_push: canPush }) => canPush)
      );
    },
  },
  {
    name: 'that credential as a masked and protected CI variable',
    async isThere(look) {
      const token = await look.variable('GITOPS_TOKEN');
      return Boolean(token?.masked && token.protected);
    },
  },
  {
    name: 'GitOps repository named to CI',
    isThere: async look =>
      (await look.variable('GITOPS_REPOSITORY'))?.value === look.gitopsUrl,
  },
  {
    name: 'credential with which Argo CD reads the GitOps repository, working',
    async isThere(look) {
      const secret = await look.repositorySecret();
      const { username = '', password = '' } = secret ?? {};
      return password !== '' && look.opensGitops({ username, password });
    },
  },
  {
    name: 'that credential kept for Applications of this service alone',
    isThere: async look => Boolean((await look.repositorySecret())?.project),
  },
  {
    name: 'namespace with a quota for each environment',
    isThere: look =>
      all(environments, async environment => {
        const namespace = `${look.service}-${environment}`;
        const quotas = await look.object(
          `/api/v1/namespaces/${namespace}/resourcequotas`,
        );
        return (quotas?.items.length ?? 0) > 0;
      }),
  },
  {
    name: 'pull secret in each namespace, working',
    isThere: look =>
      all(environments, async environment => {
        const login = await look.pullLogin(environment);
        return login !== undefined && look.pulls(login);
      }),
  },
  {
    name: 'Application for each environment',
    isThere: look =>
      all(environments, async environment =>
        Boolean(await look.application(environment)),
      ),
  },
  {
    name: 'AppProject that allows this repository and these namespaces only',
    isThere: look =>
      all(environments, async environment => {
        const { spec } = (await look.appProject(environment)) ?? {};
        return (
          spec?.sourceRepos?.every((url: string) => url === look.gitopsUrl) &&
          spec.destinations.every(({ namespace }: { namespace: string }) =>
            namespace.startsWith(`${look.service}-`),
          )
        );
      }),
  },
  {
    name: 'Applications that link to the service’s page',
    isThere: look =>
      all(environments, async environment => {
        const { metadata } = (await look.application(environment)) ?? {};
        return Boolean(metadata?.annotations?.['backstage.io/entity-ref']);
      }),
  },
  {
    name: 'production that waits for a person to sync it',
    async isThere(look) {
      const application = await look.application('production');
      return (
        application !== undefined && !application.spec.syncPolicy?.automated
      );
    },
  },
  {
    name: 'webhook of the app repository, for the state of pipelines',
    isThere: async look => (await look.list('app', '/hooks')).length > 0,
  },
  {
    name: 'webhook of the GitOps repository, for a sync without waiting for a poll',
    isThere: async look => (await look.list('gitops', '/hooks')).length > 0,
  },
  {
    name: 'service in the catalog, with a selector that finds its Applications',
    async isThere(look, by) {
      const entity = await by.entity(look.service);
      const [key, value] =
        entity?.metadata.annotations?.['argocd/app-selector']?.split('=') ?? [];
      return (
        value !== undefined &&
        all(environments, async environment => {
          const { metadata } = (await look.application(environment)) ?? {};
          return metadata?.labels?.[key] === value;
        })
      );
    },
  },
  {
    name: 'first pipeline, succeeded',
    isThere: async look =>
      (await look.list('app', '/pipelines')).some(
        ({ status }) => status === 'success',
      ),
  },
  ...environments.map(environment => ({
    name: `${environment} healthy with what the pipeline has built`,
    isThere: (look: WiringLook) => look.isHealthy(environment),
  })),
  {
    name: 'Applications that are in sync with git',
    isThere: look =>
      all(environments, async environment => {
        const { status } = (await look.application(environment)) ?? {};
        return status?.sync?.status === 'Synced';
      }),
  },
  {
    name: 'an end of the launch that says that every environment is healthy',
    isThere: async (_look, { healthyAtEnd }) =>
      healthyAtEnd.length === environments.length,
  },
  {
    name: 'no value of a credential in the portal’s database',
    async isThere(look, { databaseFolder }) {
      const values = await look.credentialValues();
      return (
        values.length > 0 &&
        (await filesWith(databaseFolder, values)).length === 0
      );
    },
  },
  {
    name: 'a record of what was made, with which it can be taken back',
    isThere: (look, by) => by.hasLedger(look.service),
  },
  {
    name: 'a second run that ends well and changes nothing',
    isThere: async (_look, { secondRun }) =>
      secondRun.succeeded && secondRun.writes === 0,
  },
];

/** The names of what is there. */
export async function takeInventory(
  look: WiringLook,
  by: LaunchedBy,
): Promise<string[]> {
  const names: string[] = [];
  for (const { name, isThere } of wiringItems) {
    if (await isThere(look, by)) {
      names.push(name);
    }
  }
  return names;
}
