import {
  ImagePushDenied,
  parseImageReference,
} from '../../../registry/index.ts';
import type { Registry } from '../../../registry/index.ts';
import type { RunnerHost } from '../../../runner/index.ts';
import type { JobSession } from './JobSession.ts';

/** Workflows name GitHub's registry as it is; here it is the sandbox's. */
const githubRegistry = 'ghcr.io';

/** What a node would find that pulls an image with these credentials. */
export type LookUp = Registry['canPull'];

export type PushOutcome =
  | { kind: 'pushed'; digest: string }
  /** The reference is of a registry that the sandbox does not have. */
  | { kind: 'left-out' }
  | { kind: 'refused'; message: string };

/** Brings the images that a job builds into the sandbox's registry. */
export class ImagePushes {
  readonly #host: RunnerHost;
  readonly #lookUp: LookUp;

  constructor(host: RunnerHost, lookUp: LookUp) {
    this.#host = host;
    this.#lookUp = lookUp;
  }

  /** Whether a registry of this name is the sandbox's. */
  isOurs(registry: string | undefined): boolean {
    const ours = this.#host.registryHost();
    return (
      registry === ours ||
      registry === githubRegistry ||
      registry === ours.replace('127.0.0.1', 'localhost')
    );
  }

  async push(
    reference: string,
    session: JobSession,
    more: { labels?: Record<string, string>; platforms?: string[] } = {},
  ): Promise<PushOutcome> {
    const { log, commit } = session;
    const image = parseImageReference(reference);
    const host = this.#host.registryHost();
    if (!image?.tag || !this.isOurs(image.host)) {
      log.notice(
        `The push of ${reference} is left out: the sandbox has the registry ${host} only.`,
      );
      return { kind: 'left-out' };
    }
    const named = image.host!;
    if (named !== host) {
      log.line(`${named} stands for the sandbox's registry, ${host}.`);
    }
    const credentials = session.logins.get(named) ?? session.logins.get(host);
    log.line(`pushing ${reference}`);
    if (!credentials) {
      return {
        kind: 'refused',
        message: 'denied: requested access to the resource is denied',
      };
    }
    try {
      const { digest } = await this.#host.pushImage({
        repository: image.repository,
        tag: image.tag,
        labels: {
          'org.opencontainers.image.revision': commit.sha,
          'org.opencontainers.image.source': String(
            session.variables.GITHUB_SERVER_URL,
          ).concat('/', session.project.fullPath),
          'org.opencontainers.image.version': image.tag,
          ...more.labels,
        },
        credentials,
        platforms: more.platforms,
      });
      log.line(`pushed ${reference}@${digest}`);
      return { kind: 'pushed', digest };
    } catch (error) {
      if (error instanceof ImagePushDenied) {
        return {
          kind: 'refused',
          message: 'denied: permission_denied: write_package',
        };
      }
      throw error;
    }
  }

  /** Why an image cannot be read with the job's credentials; undefined when it can. */
  async findProblem(
    reference: string,
    session: JobSession,
  ): Promise<string | undefined> {
    const image = parseImageReference(reference);
    if (!image?.host || !this.isOurs(image.host)) {
      return undefined;
    }
    const host = this.#host.registryHost();
    const answer = await this.#lookUp(
      `${host}${reference.slice(image.host.length)}`,
      session.logins.get(image.host) ?? session.logins.get(host),
    );
    switch (answer) {
      case 'ok':
      case 'unknown-host':
        return undefined;
      case 'not-found':
        return `ERROR: ${reference}: not found`;
      case 'unauthorized':
        return `ERROR: failed to authorize: failed to fetch oauth token: denied`;
      default:
        return answer satisfies never;
    }
  }
}
