import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { LabConnection } from '../support/LabConnection.ts';

const pins = {
  'Argo CD': ['argocd', 'github.com/argoproj/argo-cd/v3'],
  'Argo Rollouts': ['rollouts', 'github.com/argoproj/argo-rollouts'],
  KWOK: ['kwok', 'sigs.k8s.io/kwok'],
} as const;

/** What a recording was made with. */
export async function readVersions(
  lab: LabConnection,
): Promise<Record<string, string>> {
  const { gitVersion } = await lab.must('GET', '/version');
  const versions: Record<string, string> = { Kubernetes: gitVersion };
  for (const [title, [family, module]] of Object.entries(pins)) {
    const text = await readFile(
      resolve(import.meta.dirname, '../../modules', family, 'go.mod'),
      'utf8',
    );
    const line = text
      .split('\n')
      .map(each => each.trim().split(' '))
      .find(([name, version]) => name === module && version?.startsWith('v'));
    if (!line) {
      throw new Error(`modules/${family}/go.mod does not pin ${module}.`);
    }
    versions[title] = line[1];
  }
  return versions;
}
