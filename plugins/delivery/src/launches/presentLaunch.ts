import {
  RiCheckboxCircleFill,
  RiCloseCircleLine,
  RiDeleteBinLine,
  RiErrorWarningFill,
  RiLoader4Line,
  RiQuestionFill,
  RiSkipForwardLine,
} from '@remixicon/react';
import {
  LaunchKind,
  LaunchStatus,
  LedgerItemStatus,
} from '@slipway/plugin-delivery-common';
import { look, Look } from '../present/Look';
import { MessageKey } from '../translation';

const unknown = look('neutral', RiQuestionFill, 'launch.status.unknown');

const looks: Record<LaunchStatus, Look> = {
  running: look('info', RiLoader4Line, 'launch.status.running'),
  interrupted: look('warning', RiErrorWarningFill, 'launch.status.interrupted'),
  failed: look('danger', RiErrorWarningFill, 'launch.status.failed'),
  cancelled: look('warning', RiCloseCircleLine, 'launch.status.cancelled'),
  completed: look('success', RiCheckboxCircleFill, 'launch.status.completed'),
  continued: look('neutral', RiSkipForwardLine, 'launch.status.continued'),
  'taking-back': look('info', RiLoader4Line, 'launch.status.takingBack'),
  'take-back-failed': look(
    'danger',
    RiErrorWarningFill,
    'launch.status.takeBackFailed',
  ),
  'taken-back': look('neutral', RiDeleteBinLine, 'launch.status.takenBack'),
};

/** A newer backend may know a status that this page does not. */
export function presentLaunch(status: LaunchStatus): Look {
  return looks[status] ?? unknown;
}

const nextSteps: Partial<Record<LaunchStatus, MessageKey>> = {
  interrupted: 'launch.next.interrupted',
  failed: 'launch.next.failed',
  cancelled: 'launch.next.cancelled',
  'take-back-failed': 'launch.next.takeBackFailed',
};

/** What somebody has to do about it; undefined when nobody has to. */
export function presentNext(status: LaunchStatus): MessageKey | undefined {
  return nextSteps[status];
}

const kinds: Record<LaunchKind, MessageKey> = {
  launch: 'launch.kind.launch',
  repair: 'launch.kind.repair',
  decommission: 'launch.kind.decommission',
};

export function presentKind(kind: LaunchKind): MessageKey {
  return kinds[kind] ?? kinds.launch;
}

const items: Record<LedgerItemStatus, MessageKey> = {
  intended: 'launch.item.intended',
  created: 'launch.item.created',
  updated: 'launch.item.updated',
  adopted: 'launch.item.adopted',
  unchanged: 'launch.item.unchanged',
  'taken-back': 'launch.item.takenBack',
  kept: 'launch.item.kept',
};

export function presentItem(status: LedgerItemStatus): MessageKey {
  return items[status] ?? 'launch.item.unknown';
}
