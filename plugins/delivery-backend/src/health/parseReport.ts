import {
  thingSchema,
  WiringFault,
  WiringFindingId,
  wiringFindingIds,
  WiringItemReport,
  WiringReport,
} from '@slipway/plugin-wiring-node';
import { z } from 'zod';
import { redactMessage } from '../observe/parse/redactMessage';

const text = z.string().transform(redactMessage);

const faultSchema = z.object({
  id: z.enum(wiringFindingIds as [WiringFindingId, ...WiringFindingId[]]),
  severity: z.enum(['broken', 'attention']),
  mend: z.enum(['repair', 'rotate', 'people']),
  who: z.enum(['platform-team', 'forge-owner', 'cluster-owner', 'launcher']),
  params: z.record(z.union([text, z.number()])),
});

const itemSchema = z.object({
  thing: thingSchema,
  what: text,
  name: text,
  faults: z.array(z.unknown()),
  unknownBecause: text.optional(),
  webUrl: z
    .string()
    .regex(/^https?:\/\//)
    .transform(redactMessage)
    .optional()
    .catch(undefined),
  expiresAt: z.string().max(40).optional().catch(undefined),
  scopes: z.array(text).optional(),
  canRotate: z.boolean(),
});

/**
 * A report with its known fields only, as it is about to be stored or comes from the database. An item
 * or a fault that cannot be read, such as one of another version, is left out and counted.
 */
export function parseReport(report: unknown): {
  report: WiringReport;
  unreadable: number;
} {
  const shell = z.object({ items: z.array(z.unknown()) }).safeParse(report);
  const items: WiringItemReport[] = [];
  let unreadable = shell.success ? 0 : 1;
  for (const one of shell.success ? shell.data.items : []) {
    const item = itemSchema.safeParse(one);
    if (!item.success) {
      unreadable += 1;
      continue;
    }
    const faults: WiringFault[] = [];
    for (const each of item.data.faults) {
      const fault = faultSchema.safeParse(each);
      if (fault.success) {
        faults.push(fault.data);
      } else {
        unreadable += 1;
      }
    }
    items.push({ ...item.data, faults });
  }
  return { report: { items }, unreadable };
}
