import { z } from 'zod';
import type { GithubRequest, GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import type { GithubHookRecord } from '../records/githubRecords.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { findHook, hookAccess } from './hookAccess.ts';
import { hookEventNames } from './hookEventNames.ts';
import { presentHook } from './presentHook.ts';

const path = '/repos/{owner}/{repo}/hooks';

const configSchema = z.object({
  url: z.string().optional(),
  content_type: z.enum(['json', 'form']).optional(),
  secret: z.string().optional(),
  insecure_ssl: z.union([z.string(), z.number()]).optional(),
});

/** Webhooks. */
export function hookRoutes(context: GithubContext): GithubRoute[] {
  const { errors, records, forge } = context;
  const find = (request: GithubRequest) => findHook(context, request);
  const problem = (message: string, field?: string) =>
    errors.validation([
      {
        resource: 'Hook',
        code: 'custom',
        ...(field ? { field } : {}),
        message,
      },
    ]);

  function checkUrl(url: string | undefined): string {
    if (!url) {
      throw problem('url cannot be blank', 'url');
    }
    if (!/^https?:\/\/[^\s/]/.test(url) || !URL.canParse(url)) {
      throw problem('url is malformed', 'url');
    }
    return url;
  }

  function checkEvents(events: string[]): string[] {
    const wrong = events.filter(event => !hookEventNames.has(event));
    if (wrong.length > 0) {
      throw problem(
        `These event types are invalid: ${wrong.join(', ')}`,
        'events',
      );
    }
    return [...new Set(events)];
  }

  function ping(request: GithubRequest, hook: GithubHookRecord): void {
    context.events.emit({
      event: 'ping',
      project: request.repository,
      sender: context.userOf(request.principal),
      hookId: hook.id,
      payload: {
        zen: 'Practicality beats purity.',
        hook_id: hook.id,
        hook: presentHook(context, request.repository, hook),
      },
    });
  }

  return [
    {
      method: 'GET',
      path,
      docs: 'repos/webhooks#list-repository-webhooks',
      access: hookAccess('read'),
      handle: request =>
        context.paginate(
          request,
          records.hooks.filter(
            hook => hook.projectId === request.repository.id,
          ),
          { present: hook => presentHook(context, request.repository, hook) },
        ),
    },
    {
      method: 'POST',
      path,
      docs: 'repos/webhooks#create-a-repository-webhook',
      access: hookAccess('write'),
      handle(request) {
        const { repository, body } = request;
        const given = readGithubParams(
          body,
          z.object({
            name: z.string().optional(),
            config: configSchema.default({}),
            events: z.array(z.string()).default(['push']),
            active: z.boolean().default(true),
          }),
        );
        if (given.name !== undefined && given.name !== 'web') {
          throw problem('name must be "web"', 'name');
        }
        const url = checkUrl(given.config.url);
        const events = checkEvents(given.events);
        const taken = records.hooks.find(
          hook =>
            hook.projectId === repository.id &&
            hook.url === url &&
            hook.events.some(event => events.includes(event)),
        );
        if (taken) {
          throw problem('Hook already exists on this repository');
        }
        const now = forge.clock.now().toISOString();
        const hook = records.hooks.put({
          id: records.hooks.nextId(),
          projectId: repository.id,
          url,
          contentType: given.config.content_type ?? 'form',
          secret: given.config.secret || null,
          insecureSsl: String(given.config.insecure_ssl ?? '0'),
          events,
          active: given.active,
          createdAt: now,
          updatedAt: now,
          lastResponse: { code: null, status: 'unused', message: null },
        });
        ping(request, hook);
        const made = presentHook(context, repository, hook);
        return { status: 201, body: made, headers: { location: made.url } };
      },
    },
    {
      method: 'GET',
      path: `${path}/{hook_id}`,
      docs: 'repos/webhooks#get-a-repository-webhook',
      access: hookAccess('read'),
      handle: request => ({
        status: 200,
        body: presentHook(context, request.repository, find(request)),
      }),
    },
    {
      method: 'PATCH',
      path: `${path}/{hook_id}`,
      docs: 'repos/webhooks#update-a-repository-webhook',
      access: hookAccess('write'),
      handle(request) {
        const hook = find(request);
        const given = readGithubParams(
          request.body,
          z.object({
            config: configSchema.optional(),
            events: z.array(z.string()).optional(),
            add_events: z.array(z.string()).default([]),
            remove_events: z.array(z.string()).default([]),
            active: z.boolean().optional(),
          }),
        );
        const { config } = given;
        const events = checkEvents([
          ...(given.events ?? hook.events).filter(
            event => !given.remove_events.includes(event),
          ),
          ...given.add_events,
        ]);
        const changed = records.hooks.put({
          ...hook,
          // A config is replaced whole: a secret that is not given again is gone.
          ...(config
            ? {
                url: checkUrl(config.url),
                contentType: config.content_type ?? 'form',
                secret:
                  config.secret === '********'
                    ? hook.secret
                    : config.secret || null,
                insecureSsl: String(config.insecure_ssl ?? '0'),
              }
            : {}),
          events,
          active: given.active ?? hook.active,
          updatedAt: forge.clock.now().toISOString(),
        });
        return {
          status: 200,
          body: presentHook(context, request.repository, changed),
        };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{hook_id}`,
      docs: 'repos/webhooks#delete-a-repository-webhook',
      access: hookAccess('admin'),
      handle(request) {
        records.hooks.delete(find(request).id);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: `${path}/{hook_id}/pings`,
      docs: 'repos/webhooks#ping-a-repository-webhook',
      access: hookAccess('read'),
      handle(request) {
        ping(request, find(request));
        return { status: 204 };
      },
    },
  ];
}
