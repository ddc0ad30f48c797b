import { ConflictError } from '@backstage/errors';
import { KubernetesObject } from '@slipway/plugin-delivery-node';
import { Manifest } from '@slipway/plugin-gitops-common';
import { assertOurs, planObject } from '../../cluster';
import { fault } from '../fault';
import { WiringFindingId } from '../wiringFindingKinds';
import { WiringFault } from '../WiringReport';

/** An object of a cluster, as its sentences name it. */
export interface ObjectNames {
  kind: string;
  name: string;
  namespace?: string;
  cluster: string;
}

export function objectParams(names: ObjectNames): WiringFault['params'] {
  const { kind, name, namespace, cluster } = names;
  return { kind, name: namespace ? `${namespace}/${name}` : name, cluster };
}

/** Whether an object is there, stays there and is Slipway's to write. */
export function judgePresence(
  current: KubernetesObject | undefined,
  names: ObjectNames,
  options: {
    service: string;
    /** Whether one that belongs to nobody would be taken over. */
    adopt?: boolean;
    missing?: WiringFindingId;
  },
): WiringFault[] {
  const params = objectParams(names);
  if (!current) {
    return [fault(options.missing ?? 'item-missing', params)];
  }
  if (current.metadata.deletionTimestamp) {
    return [fault('item-leaving', params)];
  }
  try {
    assertOurs(current, options.service, options);
    return [];
  } catch (error) {
    if (!(error instanceof ConflictError)) {
      throw error;
    }
    const owner = current.metadata.labels?.['backstage.io/kubernetes-id'];
    return [
      fault('item-of-others', {
        ...params,
        owner: owner === options.service ? 'nobody' : owner ?? 'nobody',
      }),
    ];
  }
}

/** What of an object that is there is not as it is wanted; the names of the fields, never their values. */
export function judgeFields(
  current: KubernetesObject,
  wanted: Manifest,
  names: ObjectNames,
  options: {
    service: string;
    adopt?: boolean;
    removed?: string[][];
    /** Which fault it is, by the fields that differ; `item-changed` by default. */
    as?: (fields: string) => WiringFindingId;
  },
): WiringFault[] {
  const plan = planObject(current, wanted, options);
  return plan.kind === 'update'
    ? [
        fault(options.as?.(plan.why) ?? 'item-changed', {
          ...objectParams(names),
          fields: plan.why,
        }),
      ]
    : [];
}
