import type { ControlPlaneProcess, LabContext } from './LabContext.ts';
import { isListening } from './readiness.ts';

export function redis(lab: LabContext): ControlPlaneProcess {
  return {
    name: 'redis',
    command: lab.binary('redis'),
    args: [`127.0.0.1:${lab.ports.redis}`],
    ready: () => isListening(lab.ports.redis),
  };
}
