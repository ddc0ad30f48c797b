import {
  ApplicationsSync,
  applicationsSyncs,
} from '@slipway/plugin-gitops-common';
import { ForgeKind } from '@slipway/plugin-wiring-node';
import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';
import { schema as application } from '../argocdApplication/schema';

type Input = {
  service: string;
  forge: ForgeKind | undefined;
  entityRef: string | undefined;
  path: string | undefined;
  valueFiles: string[] | undefined;
  sourcePath: string | undefined;
  applicationsSync: ApplicationsSync | undefined;
  preserveResourcesOnDeletion: boolean | undefined;
};

type Output = CommonOutput & { applicationSet: string; applications: string[] };

const { entityRef, path, valueFiles, sourcePath } = application.input;

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    entityRef,
    path,
    valueFiles,
    sourcePath,
    applicationsSync: (z: Zod) =>
      z
        .enum(applicationsSyncs)
        .describe(
          'What the controller may do to Applications that are there, as Argo CD words it; sync by default, which is all',
        )
        .optional(),
    preserveResourcesOnDeletion: (z: Zod) =>
      z
        .boolean()
        .describe(
          'Whether the workloads stay when somebody deletes the set, or an environment is taken out of it; they go by default',
        )
        .optional(),
  },
  output: {
    ...commonOutput,
    applicationSet: (z: Zod) => z.string(),
    applications: (z: Zod) => z.array(z.string()),
  },
};
