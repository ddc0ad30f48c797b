import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabBinaries } from '../build/buildLab.ts';
import { writeCredentials, writeKubeconfig } from './credentials.ts';
import { freePorts } from './freePorts.ts';
import { portNames, type LabContext } from './LabContext.ts';
import { kwokStages } from './stages.ts';

/** A folder of the lab's own, with the keys, the kubeconfig and what the programs read. */
export async function prepareFolder(
  binaries: LabBinaries,
  options: { pulls: boolean; portalToken?: string },
): Promise<LabContext> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-lab-'));
  const ports = await freePorts(portNames);
  const credentials = await writeCredentials(folder, options);
  const kubeconfig = join(folder, 'kubeconfig');
  await writeKubeconfig({
    file: kubeconfig,
    name: 'lab',
    port: ports.apiServer,
    token: credentials.adminToken,
  });
  await writeFile(
    join(folder, 'stages.yaml'),
    await kwokStages(binaries.moduleFolder('kwok'), options),
  );

  const bin = join(folder, 'bin');
  for (const part of [
    bin,
    ...['tls', 'ssh', 'tmp', 'plugins', 'static'].map(name =>
      join(folder, 'argocd', name),
    ),
  ]) {
    await mkdir(part, { recursive: true });
  }
  for (const name of ['argocd', 'helm', 'kustomize']) {
    await symlink(binaries.binary(name), join(bin, name));
  }
  // Without its run bit, which modules lose, every render ends in "permission denied".
  const wrapper = join(bin, 'git-verify-wrapper.sh');
  await copyFile(
    join(binaries.moduleFolder('argocd'), 'hack/git-verify-wrapper.sh'),
    wrapper,
  );
  await chmod(wrapper, 0o755);
  return { ...binaries, folder, ports, kubeconfig, ...credentials };
}
