import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionTwin } from './ActionCall.ts';
import { done, failed, type JobSession } from './JobSession.ts';

/** An artifact that a job has left behind. */
export interface NewArtifact {
  name: string;
  session: JobSession;
  retentionDays: number;
}

/** Its id and digest. */
export type KeepArtifact = (artifact: NewArtifact) => {
  id: number;
  digest: string;
};

const shown =
  (text: string, outputs: Record<string, string> = {}): ActionTwin =>
  async ({ name, session }) => {
    session.log.line(`${name}: ${text}`);
    return done(outputs);
  };

/** Sets a tool up: the version asked for is the version that there is. */
const setup =
  (tool: string, input: string): ActionTwin =>
  async ({ inputs, session }) => {
    const version = inputs[input] || 'the default version';
    session.log.line(
      `${tool} ${version} is taken to be there: the sandbox does not run it.`,
    );
    return done({
      [input]: inputs[input] ?? '',
      'cache-hit': 'false',
    });
  };

/** Actions whose effect stays within the job, or within the forge's own pages. */
export function otherActions(keep: KeepArtifact): Record<string, ActionTwin> {
  return {
    'actions/setup-python': setup('Python', 'python-version'),
    'actions/setup-node': setup('Node', 'node-version'),
    'actions/setup-go': setup('Go', 'go-version'),
    'actions/setup-java': setup('Java', 'java-version'),
    'astral-sh/setup-uv': setup('uv', 'version'),
    'azure/setup-helm': setup('Helm', 'version'),
    'azure/setup-kubectl': setup('kubectl', 'version'),
    'imranismail/setup-kustomize': setup('Kustomize', 'kustomize-version'),
    'helm/kind-action': shown('a cluster of kind is taken to be there.'),
    'helm/chart-testing-action': setup('chart-testing', 'version'),
    'docker/setup-qemu-action': shown('further platforms can be built.', {
      platforms: 'linux/amd64,linux/arm64',
    }),
    'docker/setup-buildx-action': shown('a builder is ready.', {
      name: 'builder',
      driver: 'docker-container',
      platforms: 'linux/amd64,linux/arm64',
    }),
    'aquasecurity/trivy-action': async ({ inputs, session }) => {
      const subject = inputs['image-ref'] || inputs['scan-ref'] || '.';
      session.log.line(
        `${subject}: no findings. The sandbox has no scanner, and looks at nothing.`,
      );
      return done();
    },
    'anchore/scan-action': shown('no findings. The sandbox has no scanner.'),
    'github/codeql-action/upload-sarif': shown(
      'the report is left where it is.',
    ),
    'sigstore/cosign-installer': setup('Cosign', 'cosign-release'),
    'codecov/codecov-action': shown('the coverage stays here.'),
    'actions/cache': shown('nothing is cached in the sandbox.', {
      'cache-hit': 'false',
    }),
    'actions/download-artifact': shown(
      'what other jobs have left is not kept file by file.',
    ),
    'actions/upload-artifact': async ({ inputs, session }) => {
      const name = inputs.name || 'artifact';
      const days = Number(inputs['retention-days'] || 90);
      const { id, digest } = keep({
        name,
        session,
        retentionDays: days > 0 ? days : 90,
      });
      session.log.line(
        `Artifact ${name} is listed with the run; its files are not kept.`,
      );
      return done({
        'artifact-id': String(id),
        'artifact-digest': digest,
        'artifact-url': `${session.variables.GITHUB_SERVER_URL}/${session.project.fullPath}/actions/runs/${session.run.id}/artifacts/${id}`,
      });
    },
    'webfactory/ssh-agent': async ({ inputs, session }) => {
      const key = inputs['ssh-private-key'];
      if (!key) {
        return failed(
          'The ssh-private-key argument is empty. Maybe the secret has not been configured, or you are using a wrong secret name in your workflow file.',
        );
      }
      session.log.mask(key);
      const folder = join(session.folders.home, '.ssh');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, 'id_agent'), `${key.trim()}\n`, {
        mode: 0o600,
      });
      // The real one brings the keys of GitHub's hosts along.
      await writeFile(
        join(folder, 'config'),
        'Host *\n  StrictHostKeyChecking accept-new\n',
      );
      session.log.line('The key is ready for git over SSH.');
      return done();
    },
  };
}
