import {
  RiCheckboxCircleFill,
  RiCircleLine,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiLoader4Line,
  RiQuestionFill,
} from '@remixicon/react';
import { AnalysisState, RevisionState } from '@slipway/plugin-delivery-common';
import { MessageKey } from '../translation';
import { look, Look } from './Look';

const phases: Record<AnalysisState['phase'], Look> = {
  pending: look('neutral', RiCircleLine, 'rollout.analysis.phase.pending'),
  running: look('info', RiLoader4Line, 'rollout.analysis.phase.running'),
  successful: look(
    'success',
    RiCheckboxCircleFill,
    'rollout.analysis.phase.successful',
  ),
  failed: look('danger', RiCloseCircleFill, 'rollout.analysis.phase.failed'),
  error: look('danger', RiErrorWarningFill, 'rollout.analysis.phase.error'),
  inconclusive: look(
    'warning',
    RiQuestionFill,
    'rollout.analysis.phase.inconclusive',
  ),
};

export function presentPhase(phase: AnalysisState['phase']): Look {
  return phases[phase] ?? phases.pending;
}

const roles: Record<AnalysisState['role'], MessageKey> = {
  step: 'rollout.analysis.role.step',
  background: 'rollout.analysis.role.background',
  'pre-promotion': 'rollout.analysis.role.prePromotion',
  'post-promotion': 'rollout.analysis.role.postPromotion',
  other: 'rollout.analysis.role.other',
};

export function presentAnalysisRole(role: AnalysisState['role']): MessageKey {
  return roles[role] ?? roles.other;
}

export function presentRevisionRole(
  role: RevisionState['roles'][number],
): MessageKey {
  return `rollout.revisions.role.${role}`;
}
