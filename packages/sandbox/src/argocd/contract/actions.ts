import type { NewObject } from '../../world/seams.ts';
import type { Application } from '../model/Application.ts';
import { REFRESH_ANNOTATION } from '../model/Application.ts';
import type {
  ApplicationAction,
  ApplicationScenario,
  ApplicationWorld,
} from './ApplicationScenario.ts';

/** What an action is called in a recording. */
export function nameAction(action: ApplicationAction): string {
  switch (action.do) {
    case 'rollback':
      return `rollback to history id ${action.id}`;
    case 'credential':
      return `${action.password} credential`;
    case 'patch':
    case 'delete':
      return `${action.do} ${action.object.kind} ${action.object.metadata.name}`;
    default:
      return action.do;
  }
}

const SOMEBODY = 'user:default/somebody';

function operation(action: ApplicationAction, application: Application) {
  if (action.do === 'rollback') {
    const entry = application.status?.history?.find(
      each => each.id === action.id,
    );
    return {
      initiatedBy: { username: SOMEBODY },
      sync: {
        prune: false,
        revision: entry?.revision,
        source: entry?.source,
        syncStrategy: { apply: {} },
      },
    };
  }
  return {
    info: [{ name: 'Reason', value: 'recording' }],
    initiatedBy: { username: SOMEBODY },
    sync: {
      prune: false,
      revision: 'main',
      syncStrategy: { hook: {} },
      ...(action.do === 'sync' ? action.sync : {}),
    },
  };
}

function repositorySecret(url: string, password: string): NewObject {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'repository',
      namespace: 'argocd',
      labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    },
    data: {
      type: encode('git'),
      url: encode(url),
      username: encode('reader'),
      password: encode(password),
    },
  };
}

/** Does what the scenario asks for, with the patches that Argo CD's own API server sends. */
export async function perform(
  world: ApplicationWorld,
  scenario: ApplicationScenario,
  action: ApplicationAction,
  application: Application | undefined,
): Promise<void> {
  const object = scenario.application;
  const refresh = (type: 'normal' | 'hard') =>
    world.patch(object, {
      metadata: { annotations: { [REFRESH_ANNOTATION]: type } },
    });
  switch (action.do) {
    case 'create':
      await world.create(object);
      return;
    case 'commit':
      await world.commit(scenario.repository, action.files);
      if (action.refresh ?? true) {
        await refresh('normal');
      }
      return;
    case 'refresh':
      await refresh(action.hard ? 'hard' : 'normal');
      return;
    case 'sync':
    case 'rollback':
      await world.patch(object, {
        operation: operation(action, application!),
      });
      return;
    case 'terminate':
      await world.patch(object, {
        status: { operationState: { phase: 'Terminating' } },
      });
      return;
    case 'credential': {
      const secret = repositorySecret(
        object.spec.source.repoURL,
        action.password,
      );
      await world
        .create(secret)
        .catch(() => world.patch(secret, { data: secret.data }));
      await refresh('hard');
      return;
    }
    case 'promote':
      await world.patch(
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          metadata: {
            name: 'demo',
            namespace: object.spec.destination.namespace,
          },
        },
        { status: { pauseConditions: null } },
        'status',
      );
      return;
    case 'patch':
      await world.patch(action.object, action.patch);
      return;
    case 'delete':
      await world.delete(action.object);
      return;
    case 'delete application':
      await world.delete(object);
      return;
    case 'wait':
      return;
    default:
      action satisfies never;
  }
}
