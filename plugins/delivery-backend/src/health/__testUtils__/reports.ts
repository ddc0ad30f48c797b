import {
  Thing,
  WiringFault,
  WiringFindingId,
  wiringFindingKinds,
  WiringItemReport,
} from '@slipway/plugin-wiring-node';

const host = 'gitlab.example.com';

export const webhook = {
  kind: 'webhook',
  host,
  path: 'acme/billing',
  url: 'https://portal.example.com/api/events/http/gitlab',
} as const satisfies Thing;
export const token = {
  kind: 'credential',
  host,
  path: 'acme/billing-gitops',
  name: 'slipway-ci',
} as const satisfies Thing;
export const project = {
  kind: 'object',
  cluster: 'sandbox',
  apiVersion: 'argoproj.io/v1alpha1',
  objectKind: 'AppProject',
  namespace: 'argocd',
  name: 'billing',
} as const satisfies Thing;

export function fault(
  id: WiringFindingId,
  params: WiringFault['params'] = {},
): WiringFault {
  return { id, ...wiringFindingKinds[id], params };
}

export function item(
  thing: Thing,
  faults: WiringFault[] = [],
  more: Partial<WiringItemReport> = {},
): WiringItemReport {
  return {
    thing,
    what: thing.kind,
    name: 'name' in thing ? thing.name : 'billing',
    faults,
    canRotate: thing.kind === 'credential',
    ...more,
  };
}
