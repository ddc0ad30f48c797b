import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import type { GithubHookDeliveryRecord } from '../records/githubRecords.ts';
import type { GithubHookDispatcher } from './GithubHookDispatcher.ts';
import { findHook, hookAccess } from './hookAccess.ts';

const path = '/repos/{owner}/{repo}/hooks';

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

/** What has been delivered to webhooks. */
export function hookDeliveryRoutes(
  context: GithubContext,
  dispatcher: GithubHookDispatcher,
): GithubRoute[] {
  const { errors, records } = context;
  return [
    {
      method: 'GET',
      path: `${path}/{hook_id}/deliveries`,
      docs: 'repos/webhooks#list-deliveries-for-a-repository-webhook',
      access: hookAccess('read'),
      handle(request) {
        const hook = findHook(context, request);
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
      access: hookAccess('read'),
      handle(request) {
        const hook = findHook(context, request);
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
      access: hookAccess('write'),
      handle(request) {
        const hook = findHook(context, request);
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
