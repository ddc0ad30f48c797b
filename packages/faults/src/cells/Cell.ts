/** What can go wrong at one request, or in one step. */
export const faultKinds = [
  /** The process dies as it is about to ask. */
  'killed-before',
  /** It dies while the other side carries it out. */
  'killed-during',
  /** It dies with the answer unread. */
  'killed-after',
  /** 401 or 403. */
  'refused',
  'not-found',
  'conflict',
  'unprocessable',
  /** 429, with how long to wait. */
  'rate-limited',
  /** 500, 502, 503 or 504, and again at each further attempt. */
  'server-error',
  /** The connection breaks before anything is done. */
  'reset',
  /** Everything is done, and no answer comes. */
  'no-answer',
  'push-rejected',
  /** The answer is long in coming, and the person cancels. */
  'cancelled',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** What is done after the fault. */
export const endings = [
  /** The launch is run again, which ends as an undisturbed one; then the service is taken down. */
  'rerun',
  /** The launch is taken back as it is. */
  'take-back',
] as const;

export type Ending = (typeof endings)[number];

export type ForgeKind = 'gitlab' | 'github';

export interface Cell {
  /** `github/argocd-project/no-answer/rerun` */
  name: string;
  forge: ForgeKind;
  step: string;
  kind: FaultKind;
  ending: Ending;
}

export function cellOf(parts: Omit<Cell, 'name'>): Cell {
  const { forge, step, kind, ending } = parts;
  return { ...parts, name: `${forge}/${step}/${kind}/${ending}` };
}
