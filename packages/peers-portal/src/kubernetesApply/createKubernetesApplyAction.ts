import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  createTemplateAction,
  executeShellCommand,
} from '@backstage/plugin-scaffolder-node';
import { kubeconfigOf } from './kubeconfigOf';
import type { Cluster } from './readClusters';

/**
 * What `cnoe:kubernetes:apply` does: a manifest and a kubeconfig are written into the workspace, and
 * kubectl applies the one with the other.
 */
export function createKubernetesApplyAction(options: {
  kubectl: string;
  clusters: Cluster[];
}) {
  return createTemplateAction({
    id: 'kubernetes:apply',
    description: 'Applies a manifest with kubectl',
    schema: {
      input: {
        manifestString: z => z.string().optional(),
        manifestPath: z => z.string().describe('In the workspace').optional(),
        namespaced: z =>
          z
            .boolean()
            .describe('Whether the object is in a namespace')
            .default(true),
        clusterName: z => z.string().optional(),
      },
    },
    async handler(ctx) {
      const { manifestString, manifestPath, clusterName } = ctx.input;
      const cluster = clusterName
        ? options.clusters.find(({ name }) => name === clusterName)
        : options.clusters[0];
      if (!cluster) {
        throw new InputError(`There is no cluster ${clusterName}`);
      }
      if ((manifestString === undefined) === (manifestPath === undefined)) {
        throw new InputError(
          'Give either manifestString or manifestPath, not both',
        );
      }
      const folder = join(ctx.workspacePath, '.kubernetes-apply');
      await mkdir(folder, { recursive: true });
      let manifest = join(folder, 'manifest.yaml');
      if (manifestPath === undefined) {
        await writeFile(manifest, manifestString!);
      } else {
        manifest = resolveSafeChildPath(ctx.workspacePath, manifestPath);
      }
      const kubeconfig = join(folder, 'kubeconfig');
      await writeFile(kubeconfig, kubeconfigOf(cluster));
      await executeShellCommand({
        command: options.kubectl,
        args: ['--kubeconfig', kubeconfig, 'apply', '-f', manifest],
        options: { cwd: ctx.workspacePath, signal: ctx.signal },
        logger: ctx.logger,
      });
    },
  });
}
