import { WiringFindingId, wiringFindingKinds } from './wiringFindingKinds';
import { WiringFault } from './WiringReport';

export function fault(
  id: WiringFindingId,
  params: WiringFault['params'] = {},
): WiringFault {
  return { id, ...wiringFindingKinds[id], params };
}
