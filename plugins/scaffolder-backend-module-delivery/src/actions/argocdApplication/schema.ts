import { ForgeKind } from '@slipway/plugin-wiring-node';
import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = {
  service: string;
  forge: ForgeKind | undefined;
  environment: string | undefined;
  entityRef: string | undefined;
  path: string | undefined;
  valueFiles: string[] | undefined;
  sourcePath: string | undefined;
};

type Output = CommonOutput & { applications: string[] };

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    environment: commonInput.environment,
    entityRef: (z: Zod) =>
      z
        .string()
        .describe(
          'The entity it belongs to; component:default/<service> by default',
        )
        .optional(),
    path: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe(
          'Where its manifests are in the GitOps repository, with {{environment}} for its name; overlays/{{environment}} by default',
        )
        .optional(),
    valueFiles: (z: Zod) =>
      z
        .array(z.string().min(1))
        .describe(
          'For a Helm chart: the files with its values, relative to the path, with {{environment}} for its name. Values themselves stay in git',
        )
        .optional(),
    sourcePath: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe(
          'The folder of the workspace with what is rendered for the GitOps repository. A dry run renders its manifests as Argo CD will, and shows what would change in the clusters',
        )
        .optional(),
  },
  output: {
    ...commonOutput,
    applications: (z: Zod) => z.array(z.string()),
  },
};
