import { createHash } from 'node:crypto';
import { TakeBackPreview } from '@slipway/plugin-delivery-common';
import { TakeBackPlan } from '@slipway/plugin-wiring-node';

/** The plan as people see it, with what it was made of as its basis. */
export function presentPlan(plan: TakeBackPlan): TakeBackPreview {
  const steps = plan.map(step => ({
    key: step.key,
    what: step.entry.what,
    name: step.entry.name,
    action: step.action,
    ...(step.action === 'keep' && { why: step.why, mayAsk: step.mayAsk }),
  }));
  const basis = createHash('sha256')
    .update(JSON.stringify(steps))
    .digest('hex')
    .slice(0, 32);
  return { basis, steps };
}
