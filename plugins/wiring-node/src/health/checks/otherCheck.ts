import { NotImplementedError } from '@backstage/errors';
import { Thing } from '../../run';
import { resourceKindOf } from '../../takeback/resourceKindOf';
import { Sighting } from '../Sighting';
import { WiringItem } from '../WiringItem';
import { WiringLook } from '../WiringLook';
import { checkHook } from './hookCheck';
import { judgePresence } from './judgeObject';
import { assertNamespace } from './namespaceCheck';
import { checkOtherVariable } from './variableCheck';
import { fault } from '../fault';

/** What a template has made in its own way: the ledger knows its names alone. */
export async function checkOther(
  look: WiringLook,
  { thing, entry }: Pick<WiringItem, 'thing' | 'entry'>,
): Promise<Sighting> {
  switch (thing.kind) {
    case 'object':
      return checkOtherObject(look, thing);
    case 'webhook':
      return checkHook(look, thing, { isPortals: false });
    case 'ci-variable':
      return checkOtherVariable(look, thing, entry);
    case 'repository': {
      const found = await look.repository(thing.path);
      return {
        faults: found
          ? []
          : [fault('repository-missing', { path: thing.path })],
        webUrl: found?.webUrl,
      };
    }
    default:
      throw new NotImplementedError(
        `Nothing looks at a ${thing.kind.replace(
          '-',
          ' ',
        )} of a template's own`,
      );
  }
}

async function checkOtherObject(
  look: WiringLook,
  thing: Extract<Thing, { kind: 'object' }>,
): Promise<Sighting> {
  const { cluster, namespace, objectKind: kind } = thing;
  const current = await look.object(cluster, resourceKindOf(thing), thing);
  if (!current && namespace !== undefined) {
    await assertNamespace(look, { cluster, namespace });
  }
  return {
    faults: judgePresence(
      current,
      { ...thing, kind },
      {
        service: look.names.service,
        adopt: true,
        missing: 'other-item-missing',
      },
    ),
  };
}
