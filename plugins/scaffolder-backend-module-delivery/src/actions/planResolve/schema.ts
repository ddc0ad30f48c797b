import { ForgeKind } from '@slipway/plugin-wiring-node';
import { ActionSchema, commonInput, Zod } from '../../run';

type Input = {
  name: string;
  owner: string | undefined;
  forge: ForgeKind | undefined;
  workload: 'Rollout' | 'Deployment' | undefined;
  environments: string[] | undefined;
  thenPreflight: boolean | undefined;
};

type Output = {
  service: string;
  host: string;
  group: string;
  appRepoUrl: string;
  gitopsRepoUrl: string;
  appRepository: string;
  gitopsRepository: string;
  appUrl: string;
  gitopsUrl: string;
  pipelinesUrl: string;
  registryHost: string;
  image: string;
  entityRef: string;
  argocdSelector: string;
  names: {
    rollout: string;
    activeService: string;
    previewService: string;
    analysisTemplate: string;
    pullSecret: string;
  };
  namespaces: Record<string, string>;
  environments: Array<{
    name: string;
    title: string;
    cluster: string;
    namespace: string;
    sync: 'automatic' | 'manual';
    application: string;
  }>;
};

export const schema: ActionSchema<Input, Output> = {
  input: {
    name: (z: Zod) => z.string().min(1).describe('The name of the service'),
    owner: (z: Zod) =>
      z.string().describe('The entity that is to own it').optional(),
    forge: commonInput.forge,
    workload: (z: Zod) =>
      z
        .enum(['Rollout', 'Deployment'])
        .describe(
          'What the manifests of the template run as; a Rollout, which is the default, needs Argo Rollouts',
        )
        .optional(),
    environments: (z: Zod) =>
      z
        .array(z.string())
        .describe(
          'The environments that the template has manifests for; they must be those of delivery.environments',
        )
        .optional(),
    thenPreflight: (z: Zod) =>
      z
        .boolean()
        .describe(
          'Leaves what delivery:preflight looks at to that step, which comes next and tells all of it at once',
        )
        .optional(),
  },
  output: {
    service: (z: Zod) => z.string(),
    host: (z: Zod) => z.string().describe('The forge'),
    group: (z: Zod) => z.string(),
    appRepoUrl: (z: Zod) => z.string().describe('host?owner=…&repo=…'),
    gitopsRepoUrl: (z: Zod) => z.string().describe('host?owner=…&repo=…'),
    appRepository: (z: Zod) => z.string().describe('acme/payments'),
    gitopsRepository: (z: Zod) => z.string().describe('acme/payments-gitops'),
    appUrl: (z: Zod) => z.string().describe('The page of the app repository'),
    gitopsUrl: (z: Zod) =>
      z.string().describe('The page of the GitOps repository'),
    pipelinesUrl: (z: Zod) => z.string(),
    registryHost: (z: Zod) => z.string(),
    image: (z: Zod) => z.string().describe('The image, without a tag'),
    entityRef: (z: Zod) => z.string(),
    argocdSelector: (z: Zod) =>
      z.string().describe('The label selector of its Applications'),
    names: (z: Zod) =>
      z
        .object({
          rollout: z.string(),
          activeService: z.string(),
          previewService: z.string(),
          analysisTemplate: z.string(),
          pullSecret: z.string(),
        })
        .describe('Names in its manifests'),
    namespaces: (z: Zod) =>
      z
        .record(z.string())
        .describe('The namespace of each environment, by its name'),
    environments: (z: Zod) =>
      z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          cluster: z.string(),
          namespace: z.string(),
          sync: z.enum(['automatic', 'manual']),
          application: z.string(),
        }),
      ),
  },
};
