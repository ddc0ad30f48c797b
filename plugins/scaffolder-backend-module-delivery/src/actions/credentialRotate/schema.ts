import { CredentialUse, ForgeKind } from '@slipway/plugin-wiring-node';
import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = {
  service: string;
  use: CredentialUse;
  forge: ForgeKind | undefined;
};

type Output = CommonOutput & { name: string };

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    use: (z: Zod) =>
      z
        .enum(['write', 'read', 'pull'])
        .describe(
          'write: CI writes to the GitOps repository; read: Argo CD reads it; pull: nodes pull the image',
        ),
    forge: commonInput.forge,
  },
  output: {
    ...commonOutput,
    name: (z: Zod) => z.string().describe('What the credential is called'),
  },
};
