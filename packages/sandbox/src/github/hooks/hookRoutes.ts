import { z } from 'zod';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubRequest, GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { apiUrlOf, seconds } from '../present/presentRepository.ts';
import type {
  GithubHookDeliveryRecord,
  GithubHookRecord,
} from '../records/githubRecords.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import type { GithubHookDispatcher } from './GithubHookDispatcher.ts';
import { hookEventNames } from './hookEventNames.ts';

const path = '/repos/{owner}/{repo}/hooks';

const configSchema = z.object({
  url: z.string().optional(),
  content_type: z.enum(['json', 'form']).optional(),
  secret: z.string().optional(),
  insecure_ssl: z.union([z.string(), z.number()]).optional(),
});

/** `hook`: its secret is there and not told. */
function presentHook(
  context: GithubContext,
  project: ProjectRecord,
  hook: GithubHookRecord,
) {
  const url = `${apiUrlOf(context, project)}/hooks/${hook.id}`;
  return {
    type: 'Repository',
    id: hook.id,
    name: 'web',
    active: hook.active,
    events: hook.events,
    config: {
      content_type: hook.contentType,
      insecure_ssl: hook.insecureSsl,
      ...(hook.secret === null ? {} : { secret: '********' }),
      url: hook.url,
    },
    updated_at: seconds(hook.updatedAt),
    created_at: seconds(hook.createdAt),
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: hook.lastResponse,
  };
}

function presentDelivery(delivery: GithubHookDeliveryRecord) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: null,
    repository_id: delivery.projectId,
    throttled_at: null,
  };
}

/** Webhooks, and what has been delivered to them. */
export function hookRoutes(
  context: GithubContext,
  dispatcher: GithubHookDispatcher,
): GithubRoute[] {
  const { errors, records, forge } = context;
  const rule = (name: 'read' | 'write' | 'admin') => ({
    kind: 'repository' as const,
    role: 'admin' as const,
    permission: 'repository_hooks',
    level: name === 'read' ? ('read' as const) : ('write' as const),
    scopes: [
      'repo',
      'admin:repo_hook',
      ...(name === 'admin' ? [] : ['write:repo_hook']),
      ...(name === 'read' ? ['read:repo_hook'] : []),
    ],
  });
  const find = ({ repository, params }: GithubRequest) => {
    const hook = records.hooks.get(Number(params.hook_id));
    if (hook?.projectId !== repository.id) {
      throw errors.notFound();
    }
    return hook;
  };
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
      access: rule('read'),
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
      access: rule('write'),
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
      access: rule('read'),
      handle: request => ({
        status: 200,
        body: presentHook(context, request.repository, find(request)),
      }),
    },
    {
      method: 'PATCH',
      path: `${path}/{hook_id}`,
      docs: 'repos/webhooks#update-a-repository-webhook',
      access: rule('write'),
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
      access: rule('admin'),
      handle(request) {
        records.hooks.delete(find(request).id);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: `${path}/{hook_id}/pings`,
      docs: 'repos/webhooks#ping-a-repository-webhook',
      access: rule('read'),
      handle(request) {
        ping(request, find(request));
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: `${path}/{hook_id}/deliveries`,
      docs: 'repos/webhooks#list-deliveries-for-a-repository-webhook',
      access: rule('read'),
      handle(request) {
        const hook = find(request);
        const deliveries = records.hookDeliveries
          .filter(each => each.hookId === hook.id)
          .reverse();
        return context.paginate(request, deliveries, {
          present: presentDelivery,
        });
      },
    },
    {
      method: 'GET',
      path: `${path}/{hook_id}/deliveries/{delivery_id}`,
      docs: 'repos/webhooks#get-a-delivery-for-a-repository-webhook',
      access: rule('read'),
      handle(request) {
        const hook = find(request);
        const delivery = records.hookDeliveries.get(
          Number(request.params.delivery_id),
        );
        if (delivery?.hookId !== hook.id) {
          throw errors.notFound();
        }
        return {
          status: 200,
          body: {
            ...presentDelivery(delivery),
            url: hook.url,
            request: {
              headers: {
                'X-GitHub-Delivery': delivery.guid,
                'X-GitHub-Event': delivery.event,
              },
              payload: delivery.payload,
            },
            response: { headers: null, payload: null },
          },
        };
      },
    },
    {
      method: 'POST',
      path: `${path}/{hook_id}/deliveries/{delivery_id}/attempts`,
      docs: 'repos/webhooks#redeliver-a-delivery-for-a-repository-webhook',
      access: rule('write'),
      handle(request) {
        const hook = find(request);
        const delivery = records.hookDeliveries.get(
          Number(request.params.delivery_id),
        );
        if (delivery?.hookId !== hook.id) {
          throw errors.notFound();
        }
        dispatcher.redeliver(hook, delivery);
        return { status: 202, body: {} };
      },
    },
  ];
}
