import { GithubClient } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import {
  ForgeHook,
  ForgeHookEvent,
  forgeHookEvents,
  ForgeHooks,
} from '../ForgeHooks';
import { ForgeRepository } from '../ForgeRepositories';
import { orUndefined } from './orUndefined';
import { ownerAndName } from './ownerAndName';
import { parseList } from './parse';

const hookSchema = z.object({
  id: z.number(),
  active: z.boolean().default(true),
  events: z.array(z.string()),
  config: z.object({
    url: z.string(),
    insecure_ssl: z.union([z.string(), z.number()]).nullish(),
  }),
  last_response: z.object({ code: z.number().nullish() }).nullish(),
});

const names = {
  push: 'push',
  pipeline: 'workflow_run',
  job: 'workflow_job',
} as const satisfies Record<ForgeHookEvent, string>;

export class GithubHooks implements ForgeHooks {
  readonly #github: GithubClient;

  constructor(github: GithubClient) {
    this.#github = github;
  }

  async list(repository: ForgeRepository): Promise<ForgeHook[]> {
    const hooks = await this.#github.paginate(
      'GET /repos/{owner}/{repo}/hooks',
      { ...ownerAndName(repository.path), per_page: 100 },
    );
    return parseList(hookSchema, hooks).map(hook => ({
      id: String(hook.id),
      url: hook.config.url,
      active: hook.active,
      verifiesTls: String(hook.config.insecure_ssl ?? '0') === '0',
      events: forgeHookEvents.filter(
        event =>
          hook.events.includes(names[event]) || hook.events.includes('*'),
      ),
      lastStatus: hook.last_response?.code ?? undefined,
    }));
  }

  async put(
    repository: ForgeRepository,
    hook: { url: string; events: readonly ForgeHookEvent[]; secret?: string },
    id?: string,
  ): Promise<void> {
    const place = ownerAndName(repository.path);
    const settings = {
      active: true,
      events: hook.events.map(event => names[event]),
      config: {
        url: hook.url,
        content_type: 'json',
        insecure_ssl: '0',
        // Without it GitHub forgets the one that it has, which is then no longer wanted either.
        ...(hook.secret !== undefined && { secret: hook.secret }),
      },
    };
    if (id === undefined) {
      await this.#github.rest.repos.createWebhook({
        ...place,
        name: 'web',
        ...settings,
      });
    } else {
      await this.#github.rest.repos.updateWebhook({
        ...place,
        hook_id: Number(id),
        ...settings,
      });
    }
  }

  async ping(repository: ForgeRepository, id: string): Promise<void> {
    await this.#github.rest.repos.pingWebhook({
      ...ownerAndName(repository.path),
      hook_id: Number(id),
    });
  }

  async remove(repository: ForgeRepository, id: string): Promise<void> {
    await orUndefined(
      this.#github.rest.repos.deleteWebhook({
        ...ownerAndName(repository.path),
        hook_id: Number(id),
      }),
    );
  }
}
