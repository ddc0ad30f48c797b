import { ForgeKind } from '@slipway/plugin-wiring-node';
import { ActionSchema, commonInput, Zod } from '../../run';

type Input = {
  service: string;
  forge: ForgeKind | undefined;
  environment: string | undefined;
};

type Checked = {
  environment: string;
  cluster: string;
  argocd: string;
  server: string;
  namespace: string;
};

type Output = { clusters: Checked[] };

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    environment: commonInput.environment,
  },
  output: {
    clusters: (z: Zod) =>
      z
        .array(
          z.object({
            environment: z.string(),
            cluster: z.string(),
            argocd: z.string(),
            server: z.string(),
            namespace: z.string(),
          }),
        )
        .describe(
          'Where each environment is, and how the Argo CD that deploys there names the cluster',
        ),
  },
};
