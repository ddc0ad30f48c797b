import type { FaultRule } from '../../../sandbox/src/faults/index.ts';
import {
  callerOf,
  type Aim,
  type LaunchOrder,
  type RequestClass,
  type SeenRequest,
  type WorkerAct,
} from '../worker/protocol.ts';
import type { Cell, FaultKind } from './Cell.ts';
import { pick, randomOf } from './random.ts';

/** What goes wrong in one launch, on its side and on the other. */
export interface PlannedFault {
  aim: LaunchOrder['aim'];
  act: WorkerAct;
  rules: FaultRule[];
  /** For the report: what was hit, and with what. */
  words: string;
}

/** How much more often than others a request of a class is aimed at. */
const weights: Record<RequestClass, number> = {
  write: 10,
  'portal-write': 10,
  ledger: 2,
  read: 2,
  'portal-read': 2,
};

/** Repetitions of a request that are still met with the same error. */
const persistence = 20;

/**
 * Which request of the step is hit, and with which of the answers that its kind of fault has, by the
 * seed and the cell's name: one seed hits writes, another what is written down before or after.
 */
export function planFault(
  cell: Cell,
  task: string,
  service: string,
  recorded: readonly SeenRequest[],
  seed: string,
): PlannedFault {
  // Both endings of a fault have the same fault.
  const random = randomOf(`${seed} ${cell.forge}/${cell.step}/${cell.kind}`);
  const own = recorded
    .filter(request => request.step === cell.step)
    .filter(isNoRepetition);
  if (cell.kind === 'push-rejected') {
    return planRejection(cell, task, service, own, random);
  }
  if (own.length === 0) {
    const { act } = faultOf(cell.kind, '', random);
    return { aim: { step: cell.step }, act, rules: [], words: 'the step' };
  }
  const request = pick(
    random,
    own.flatMap(one => Array<SeenRequest>(weights[one.class]).fill(one)),
  );
  const aim: Aim = { step: cell.step, class: request.class, nth: request.nth };
  const { act, rule, persists } = faultOf(cell.kind, request.method, random);
  const callers = Array.from(
    { length: persists ? persistence : 1 },
    (_, index) => callerOf(task, { ...aim, nth: aim.nth + index }),
  );
  return {
    aim,
    act,
    rules: rule
      ? [{ path: '', ...rule, caller: `^(${callers.join('|')})$` }]
      : [],
    words: `${request.method} ${request.path} (${request.class} ${
      request.nth
    })${rule?.effect === 'status' ? `: ${rule.status}` : ''}`,
  };
}

/** How often a step that waits looks is not the same each time; that it looks twice is. */
function isNoRepetition(
  request: SeenRequest,
  index: number,
  all: readonly SeenRequest[],
): boolean {
  const before = all
    .slice(0, index)
    .filter(
      ({ path, method }) => path === request.path && method === request.method,
    );
  return !/read$/.test(request.class) || before.length < 2;
}

type Rule = FaultRule extends infer R
  ? R extends FaultRule
    ? Omit<R, 'path'> & { path?: string }
    : never
  : never;

function faultOf(
  kind: Exclude<FaultKind, 'push-rejected'>,
  method: string,
  random: () => number,
): { act: WorkerAct; rule?: Rule; persists?: boolean } {
  const status = (
    all: number[],
    more: object = {},
  ): { act: 'none'; rule: Rule } => ({
    act: 'none',
    rule: { effect: 'status', status: pick(random, all), ...more },
  });
  switch (kind) {
    case 'killed-before':
      return { act: 'kill-before' };
    case 'killed-during':
      return { act: 'kill-during', rule: { effect: 'silent-after' } };
    case 'killed-after':
      return { act: 'kill-after' };
    case 'refused':
      return status([401, 403]);
    case 'not-found':
      return status([404]);
    case 'conflict':
      return status([409]);
    case 'unprocessable':
      return status([422]);
    case 'rate-limited':
      return status([429], { retryAfterSeconds: 1 });
    case 'server-error':
      return { ...status([500, 502, 503, 504]), persists: true };
    case 'reset':
      return { act: 'none', rule: { effect: 'reset' } };
    case 'no-answer':
      return { act: 'time-out', rule: { effect: 'silent-after' } };
    case 'cancelled':
      return {
        act: 'cancel',
        // A step that asks nobody is cancelled all the same.
        rule: method ? { effect: 'silent-after' } : undefined,
      };
    default:
      throw new TypeError(`Not a fault: ${kind satisfies never}`);
  }
}

/** The forge's answer to a commit that a rule of the branch is against, or git's to CI. */
function planRejection(
  cell: Cell,
  task: string,
  service: string,
  own: readonly SeenRequest[],
  random: () => number,
): PlannedFault {
  const commits = own.filter(
    one =>
      one.class === 'write' &&
      /\/repository\/commits$|\/git\/refs|\/contents\//.test(one.path),
  );
  if (commits.length === 0) {
    const path = `^/acme/${service}-gitops\\.git/git-receive-pack`;
    const rule = {
      effect: 'status' as const,
      status: 403,
      message: 'You are not allowed to push code to this project.',
      count: 1,
      path,
    };
    return { aim: undefined, act: 'none', rules: [rule], words: path };
  }
  const { class: kind, nth, method, path } = pick(random, commits);
  const aim: Aim = { step: cell.step, class: kind, nth };
  const rule = {
    effect: 'status' as const,
    status: cell.forge === 'gitlab' ? 400 : 422,
    message:
      cell.forge === 'gitlab'
        ? 'You are not allowed to push into this branch'
        : 'Repository rule violations found. Cannot update this protected ref.',
    path: '',
    caller: `^${callerOf(task, aim)}$`,
  };
  return { aim, act: 'none', rules: [rule], words: `${method} ${path}` };
}
