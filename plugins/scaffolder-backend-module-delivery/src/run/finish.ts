import { Outcome, strongest } from '@slipway/plugin-wiring-node';

interface Outputs {
  result: Outcome['result'];
  items: Outcome[];
}

/** Writes the outputs that every action has. */
export function finish(
  ctx: { output(name: keyof Outputs, value: Outputs[keyof Outputs]): void },
  outcomes: Outcome[],
): void {
  ctx.output('result', strongest(outcomes.map(({ result }) => result)));
  ctx.output('items', outcomes);
}
