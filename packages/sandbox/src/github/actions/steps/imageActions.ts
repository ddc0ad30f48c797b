import { access } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ActionCall,
  type ActionTwin,
  isOn,
  listOf,
} from './ActionCall.ts';
import { deriveImageMetadata } from './deriveImageMetadata.ts';
import type { ImagePushes } from './ImagePushes.ts';
import { done, failed, type StepEnd } from './JobSession.ts';

/** Tries credentials on the registry, as `docker login` does; whether they are right. */
export type TryLogin = (
  credentials: { username: string; password: string },
  signal: AbortSignal,
) => Promise<boolean>;

/** The actions of Docker's own that build and push images. */
export function imageActions(
  pushes: ImagePushes,
  tryLogin: TryLogin,
): Record<string, ActionTwin> {
  return {
    'docker/login-action': async ({ inputs, session }) => {
      const registry = inputs.registry || 'docker.io';
      const { username, password } = inputs;
      if (!username || !password) {
        return failed('Username and password required');
      }
      session.log.mask(password);
      session.log.line(`Logging into ${registry}...`);
      const credentials = { username, password };
      if (
        pushes.isOurs(registry) &&
        !(await tryLogin(credentials, session.signal))
      ) {
        return failed(
          `Error response from daemon: Get "https://${registry}/v2/": denied: denied`,
        );
      }
      session.logins.set(registry, credentials);
      session.log.line('Login Succeeded!');
      return done();
    },

    'docker/metadata-action': async ({ inputs, session }) => {
      const metadata = deriveImageMetadata({
        images: listOf(inputs.images),
        tags: (inputs.tags ?? '').split('\n'),
        flavor: (inputs.flavor ?? '').split('\n'),
        labels: (inputs.labels ?? '').split('\n'),
        ref: session.run.ref,
        sha: session.commit.sha,
        event: session.run.event,
        pullRequest: session.variables.GITHUB_REF_NAME.split('/')[0],
        defaultBranch: session.project.defaultBranch,
        repository: session.project.fullPath,
        serverUrl: session.variables.GITHUB_SERVER_URL,
        created: session.commit.timestamp,
      });
      session.log.group('Docker tags', metadata.tags);
      session.log.group('Docker labels', metadata.labels);
      return done({
        tags: metadata.tags.join('\n'),
        labels: metadata.labels.join('\n'),
        annotations: metadata.labels
          .map(label => `manifest:${label}`)
          .join('\n'),
        version: metadata.version,
        json: JSON.stringify({
          tags: metadata.tags,
          labels: parseLabels(metadata.labels),
        }),
      });
    },

    'docker/build-push-action': call => buildAndPush(call, pushes),
  };
}

async function buildAndPush(
  { inputs, session }: ActionCall,
  pushes: ImagePushes,
): Promise<StepEnd> {
  const { log } = session;
  const tags = listOf(inputs.tags);
  const platforms = listOf(inputs.platforms);
  const context = inputs.context || '.';
  const file = inputs.file || join(context, 'Dockerfile');
  if (
    session.checkedOut &&
    !(await exists(join(session.folders.workspace, file)))
  ) {
    return failed(
      `buildx failed with: ERROR: failed to build: failed to solve: failed to read dockerfile: open ${file}: no such file or directory`,
    );
  }
  log.group('Building', [
    `context ${context}, file ${file}, platforms ${
      platforms.join(', ') || 'linux/amd64'
    }`,
    'The sandbox builds no image: a small one stands for it in the registry.',
  ]);
  const wantsPush =
    isOn(inputs.push) ||
    /type=(registry|image,.*push=true)/.test(inputs.outputs ?? '');
  if (!wantsPush) {
    return done({ imageid: '', digest: '', metadata: '{}' });
  }
  if (tags.length === 0) {
    return failed(
      'buildx failed with: ERROR: failed to build: tag is needed when pushing to registry',
    );
  }
  let digest = '';
  for (const tag of tags) {
    const outcome = await pushes.push(tag, session, {
      labels: parseLabels((inputs.labels ?? '').split('\n')),
      platforms: platforms.length > 0 ? platforms : undefined,
    });
    if (outcome.kind === 'refused') {
      log.line(`ERROR: failed to push ${tag}: ${outcome.message}`);
      return failed(
        `buildx failed with: ERROR: failed to build: failed to solve: failed to push ${tag}: ${outcome.message}`,
      );
    }
    digest = outcome.kind === 'pushed' ? outcome.digest : digest;
  }
  return done({
    digest,
    imageid: digest,
    metadata: JSON.stringify({
      'containerimage.digest': digest,
      'image.name': tags.join(','),
    }),
  });
}

function parseLabels(lines: string[]): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap(line => {
      const at = line.indexOf('=');
      return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1)]] : [];
    }),
  );
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return false;
    }
    throw error;
  }
}
