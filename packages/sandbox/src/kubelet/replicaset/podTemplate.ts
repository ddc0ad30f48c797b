import { randomInt } from 'node:crypto';
import type { NewObject, StoredObject } from '../../world/seams.ts';
import { controllerReference } from '../control/objectKey.ts';

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

function suffix(): string {
  return Array.from(
    { length: 5 },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
}

/** A new pod from the template of what controls it. */
export function podFromTemplate(owner: StoredObject): NewObject {
  const template = owner.spec.template ?? {};
  const generateName = `${owner.metadata.name}-`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${generateName}${suffix()}`,
      generateName,
      namespace: owner.metadata.namespace,
      labels: { ...template.metadata?.labels },
      ...(template.metadata?.annotations
        ? { annotations: { ...template.metadata.annotations } }
        : {}),
      ownerReferences: [controllerReference(owner)],
    },
    spec: structuredClone(template.spec),
  };
}
