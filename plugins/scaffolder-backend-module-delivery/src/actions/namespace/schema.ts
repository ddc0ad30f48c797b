import {
  ContainerLimits,
  PodSecurityLevel,
  podSecurityLevels,
} from '@slipway/plugin-gitops-common';
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
  quota: Record<string, string> | undefined;
  labels: Record<string, string> | undefined;
  podSecurity: PodSecurityLevel | undefined;
  limits: ContainerLimits | undefined;
};

const amounts = (z: Zod) => z.record(z.string()).optional();

type Output = CommonOutput & { namespaces: string[] };

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    environment: commonInput.environment,
    quota: (z: Zod) =>
      z
        .record(z.string())
        .describe(
          'What the namespace may use in all, such as {"limits.memory": "4Gi"}; delivery.launch.quota by default',
        )
        .optional(),
    labels: (z: Zod) =>
      z
        .record(z.string())
        .describe(
          "Labels of the namespace, such as a cost centre or a mesh's; Slipway's own stay as they are",
        )
        .optional(),
    podSecurity: (z: Zod) =>
      z
        .enum(podSecurityLevels)
        .describe(
          "The level of Kubernetes' pod security standards that is enforced; the cluster's own default without",
        )
        .optional(),
    limits: (z: Zod) =>
      z
        .object({
          default: amounts(z),
          defaultRequest: amounts(z),
          min: amounts(z),
          max: amounts(z),
        })
        .describe(
          'What a container gets that asks for nothing, and may have at the most, such as {"default": {"memory": "256Mi"}}: a LimitRange',
        )
        .optional(),
  },
  output: {
    ...commonOutput,
    namespaces: (z: Zod) => z.array(z.string()),
  },
};
