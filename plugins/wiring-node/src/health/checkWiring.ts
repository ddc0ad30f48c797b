import { toError } from '@backstage/errors';
import { checkItem } from './checkItem';
import { listItems } from './listItems';
import { wiringFacts } from './wiringFacts';
import { Sighting } from './Sighting';
import {
  WiringCheckInput,
  WiringCheckRun,
  WiringHealthDeps,
} from './WiringInput';
import { WiringItem } from './WiringItem';
import { WiringLook } from './WiringLook';
import { WiringItemReport, WiringReport } from './WiringReport';
import { wiringTarget } from './wiringTarget';

/**
 * Looks at every item of a service's wiring: whether it is there, whether it fits, and whether it
 * works. Nothing is written, and nothing of a value leaves. What cannot be looked at is said to be so;
 * one fault is told once, at the item that has it.
 *
 * @public
 */
export async function checkWiring(
  run: WiringCheckRun,
  deps: WiringHealthDeps,
  input: WiringCheckInput,
): Promise<WiringReport> {
  const target = wiringTarget(deps, input.service, {
    things: input.entries.map(({ thing }) => thing),
    annotations: input.annotations,
  });
  const look = new WiringLook(run, target);
  const items = [
    ...listItems(wiringFacts(target, look), input.entries),
    ...(input.entries.length === 0 && input.annotations
      ? [catalogItem(look)]
      : []),
  ];
  const reports = await Promise.all(
    items.map(async item =>
      reportOf(item, await sightingOf(look, item, input)),
    ),
  );
  run.signal?.throwIfAborted();
  const count = (has: (report: WiringItemReport) => boolean) =>
    reports.filter(has).length;
  run.logger.debug(
    `${input.service}: ${reports.length} items of its wiring looked at, ` +
      `${count(({ faults }) => faults.length > 0)} with a fault, ` +
      `${count(one => one.unknownBecause !== undefined)} not wholly`,
  );
  return { items: reports };
}

/** Of a service that is in no ledger: nobody has written down where its file is. */
function catalogItem({ forge, names }: WiringLook): WiringItem {
  const url = forge.repositories.fileUrl(
    forge.repositories.urls(names.appRepository.path),
    'main',
    'catalog-info.yaml',
  );
  return {
    thing: { kind: 'catalog-location', url },
    what: 'catalog location',
    name: url,
    role: { kind: 'catalog' },
  };
}

async function sightingOf(
  look: WiringLook,
  item: WiringItem,
  input: WiringCheckInput,
): Promise<Sighting> {
  try {
    return await checkItem(look, item, input);
  } catch (error) {
    return { faults: [], unknownBecause: toError(error).message };
  }
}

function reportOf(item: WiringItem, sighting: Sighting): WiringItemReport {
  const { thing, what, name, role } = item;
  return {
    thing,
    what,
    name,
    ...sighting,
    canRotate: role.kind.endsWith('-credential'),
  };
}
