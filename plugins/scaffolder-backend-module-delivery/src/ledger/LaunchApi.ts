import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { requestDelivery } from './requestDelivery';

const previewSchema = z.object({
  basis: z.string(),
  steps: z.array(
    z.object({ what: z.string(), name: z.string(), action: z.string() }),
  ),
});

const launchSchema = z.object({
  status: z.string(),
  reason: z.string().optional(),
  items: z.array(
    z.object({ what: z.string(), name: z.string(), status: z.string() }),
  ),
});

export type TakenLaunch = z.infer<typeof launchSchema>;

/** Launches in the delivery backend, asked on behalf of a person: their permissions hold. */
export class LaunchApi {
  readonly #deps: { auth: AuthService; discovery: DiscoveryService };
  readonly #options: {
    credentials: BackstageCredentials;
    signal?: AbortSignal;
  };

  constructor(
    deps: { auth: AuthService; discovery: DiscoveryService },
    options: { credentials: BackstageCredentials; signal?: AbortSignal },
  ) {
    this.#deps = deps;
    this.#options = options;
  }

  async preview(launch: string): Promise<z.infer<typeof previewSchema>> {
    const path = `${launchPath(launch)}/take-back?dryRun=true`;
    return parse(previewSchema, await this.#request('POST', path, {}));
  }

  async takeBack(launch: string, basis: string): Promise<void> {
    await this.#request('POST', `${launchPath(launch)}/take-back`, { basis });
  }

  async read(launch: string): Promise<TakenLaunch> {
    return parse(launchSchema, await this.#request('GET', launchPath(launch)));
  }

  async #request(method: 'GET' | 'POST', path: string, body?: unknown) {
    return requestDelivery(this.#deps, {
      method,
      path,
      body,
      ...this.#options,
    });
  }
}

function launchPath(launch: string): string {
  return `/v1/launches/${encodeURIComponent(launch)}`;
}

function parse<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new ServiceUnavailableError(
      `The delivery API's answer is not as expected at "${path.join(
        '.',
      )}": ${message}; are both of the same version?`,
    );
  }
  return parsed.data;
}
