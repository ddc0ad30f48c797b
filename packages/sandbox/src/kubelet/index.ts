export { startKubelet } from './startKubelet.ts';
export type { KubeletOptions } from './startKubelet.ts';
export { believableTimings } from './control/KubeletContext.ts';
export type {
  KubeletTimings,
  NodeRegistry,
  PullResult,
} from './control/KubeletContext.ts';
export { behaviourAnnotation, behaviourOf } from './pods/behaviourOf.ts';
export type { Behaviour } from './pods/behaviourOf.ts';
