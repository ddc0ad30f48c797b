import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import {
  getRepoSourceDirectory,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import {
  ApplicationInput,
  contentOf,
  presentManifests,
  previewManifests,
  RunContext,
} from '@slipway/plugin-wiring-node';
import { dryRunFolder, LaunchDeps } from '../../run';

/**
 * Shows, in a dry run, what Argo CD will make of the GitOps repository: in the log, and as files of the
 * workspace, which the page of a dry run shows.
 */
export async function showManifests(
  run: RunContext,
  deps: LaunchDeps,
  input: ApplicationInput & {
    service: string;
    environment?: string;
    workspacePath: string;
    sourcePath?: string;
  },
): Promise<void> {
  const { workspacePath, sourcePath } = input;
  if (!run.isDryRun || !sourcePath) {
    return;
  }
  const previews = await previewManifests(run, deps, {
    ...input,
    content: contentOf(
      await serializeDirectoryContents(
        getRepoSourceDirectory(workspacePath, sourcePath),
        { globPatterns: ['**', '!.git/**'] },
      ),
    ),
  });
  const folder = join(workspacePath, dryRunFolder);
  await fs.mkdir(folder, { recursive: true });
  for (const preview of previews) {
    const lines = presentManifests(preview);
    run.logger.info(lines.join('\n'));
    await fs.writeFile(
      join(folder, `${preview.environment}.diff`),
      `${lines.join('\n')}\n`,
    );
    if (preview.kind === 'rendered') {
      await fs.writeFile(
        join(folder, `${preview.environment}.yaml`),
        preview.yaml,
      );
    }
  }
}
