import type { StoredObject } from '../../world/seams.ts';
import {
  durationSeconds,
  fenceposts,
  MAX_WEIGHT,
  progressDeadlineSeconds,
  revisionHistoryLimit,
} from '../model/defaults.ts';
import type {
  AnalysisReference,
  BlueGreenStrategy,
  CanaryStrategy,
  Rollout,
} from '../model/Rollout.ts';
import { HASH_LABEL, MANAGED_BY_ANNOTATION } from '../model/Rollout.ts';

/** How the rollout's surroundings are looked up. */
export interface RolloutReferences {
  service(name: string): StoredObject | undefined;
  analysisTemplate(
    name: string,
    isClusterWide: boolean,
  ): StoredObject | undefined;
}

function invalid(path: string, value: unknown, why: string): string {
  return `${path}: Invalid value: ${JSON.stringify(value)}: ${why}`;
}

const SAME_SERVICE = (a: string, b: string) =>
  `This rollout uses the same service for the ${a} and ${b} services, but two different services are required.`;

function validateBlueGreen(
  rollout: Rollout,
  strategy: BlueGreenStrategy,
): string | undefined {
  if (strategy.activeService === strategy.previewService) {
    return invalid(
      'spec.strategy.activeService',
      strategy.activeService,
      SAME_SERVICE('active', 'preview'),
    );
  }
  const limit = strategy.scaleDownDelayRevisionLimit;
  return limit !== undefined && revisionHistoryLimit(rollout) < limit
    ? invalid(
        'spec.strategy.scaleDownDelayRevisionLimit',
        limit,
        "This rollout's revision history limit can not be smaller than the rollout's scale down limit",
      )
    : undefined;
}

function validateSteps(strategy: CanaryStrategy): string | undefined {
  for (const [index, step] of (strategy.steps ?? []).entries()) {
    const path = `spec.strategy.steps[${index}]`;
    const kinds = [
      'experiment',
      'setWeight',
      'setCanaryScale',
      'pause',
      'analysis',
      'plugin',
      'setHeaderRoute',
      'setMirrorRoute',
    ].filter(kind => step[kind] !== undefined);
    if (kinds.length !== 1) {
      return invalid(
        path,
        kinds.join(', '),
        'Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin or pause',
      );
    }
    const { setWeight, pause } = step;
    if (setWeight !== undefined && (setWeight < 0 || setWeight > MAX_WEIGHT)) {
      return invalid(
        `${path}.setWeight`,
        setWeight,
        `SetWeight needs to be between 0 and ${MAX_WEIGHT}`,
      );
    }
    if (
      pause?.duration !== undefined &&
      !(durationSeconds(pause.duration) >= 0)
    ) {
      return invalid(
        `${path}.pause.duration`,
        -1,
        'Duration needs to be greater than 0',
      );
    }
    if (step.setCanaryScale && !strategy.trafficRouting) {
      return 'spec.strategy.trafficRouting: Required value: SetCanaryScale requires TrafficRouting to be set';
    }
  }
  return undefined;
}

function validateCanary(
  rollout: Rollout,
  strategy: CanaryStrategy,
): string | undefined {
  const isNothingAllowed =
    String(strategy.maxSurge).replace('%', '') === '0' &&
    String(strategy.maxUnavailable).replace('%', '') === '0';
  if (isNothingAllowed) {
    return invalid(
      'spec.strategy.maxSurge',
      fenceposts(rollout).maxSurge,
      'MaxSurge and MaxUnavailable both can not be zero',
    );
  }
  if (
    strategy.canaryService &&
    strategy.canaryService === strategy.stableService
  ) {
    return invalid(
      'spec.strategy.stableService',
      strategy.stableService,
      SAME_SERVICE('stable', 'canary'),
    );
  }
  if (
    !strategy.trafficRouting &&
    strategy.scaleDownDelaySeconds !== undefined
  ) {
    return invalid(
      'spec.strategy.scaleDownDelaySeconds',
      strategy.scaleDownDelaySeconds,
      'Canary scaleDownDelaySeconds can only be used with traffic routing',
    );
  }
  return validateSteps(strategy);
}

function validateService(
  rollout: Rollout,
  references: RolloutReferences,
  path: string,
  name: string | undefined,
): string | undefined {
  if (!name) {
    return undefined;
  }
  const service = references.service(name);
  if (!service) {
    return invalid(path, name, `service ${JSON.stringify(name)} not found`);
  }
  const labels = rollout.spec.template?.metadata?.labels ?? {};
  const selector: Record<string, string> = service.spec?.selector ?? {};
  const unmatched = Object.keys(selector).find(
    key => key !== HASH_LABEL && labels[key] !== selector[key],
  );
  if (unmatched) {
    return invalid(
      path,
      name,
      `Service "${name}" has unmatch label "${unmatched}" in rollout`,
    );
  }
  const manager = service.metadata.annotations?.[MANAGED_BY_ANNOTATION];
  return manager && manager !== rollout.metadata.name
    ? invalid(path, name, `Service "${name}" is managed by another Rollout`)
    : undefined;
}

function validateAnalysis(
  references: RolloutReferences,
  path: string,
  analysis: AnalysisReference | undefined,
): string | undefined {
  for (const { templateName, clusterScope } of analysis?.templates ?? []) {
    if (!references.analysisTemplate(templateName, Boolean(clusterScope))) {
      const kind = clusterScope
        ? 'ClusterAnalysisTemplate'
        : 'AnalysisTemplate';
      return invalid(path, templateName, `${kind} '${templateName}' not found`);
    }
  }
  return undefined;
}

function validateSpec(rollout: Rollout): string | undefined {
  const { selector, workloadRef, strategy } = rollout.spec;
  if (!workloadRef && !selector) {
    return "spec.selector: Required value: Rollout has missing field '.spec.selector'";
  }
  const labels = rollout.spec.template?.metadata?.labels ?? {};
  const wanted = selector?.matchLabels ?? {};
  if (Object.keys(wanted).some(key => labels[key] !== wanted[key])) {
    return invalid(
      'spec.template.metadata.labels',
      labels,
      '`selector` does not match template `labels`',
    );
  }
  const deadline = progressDeadlineSeconds(rollout);
  if (deadline <= (rollout.spec.minReadySeconds ?? 0)) {
    return invalid(
      'spec.progressDeadlineSeconds',
      deadline,
      'must be greater than minReadySeconds',
    );
  }
  if (!strategy?.blueGreen && !strategy?.canary) {
    return "spec.strategy.strategy: Required value: Rollout has missing field '.spec.strategy.canary or .spec.strategy.blueGreen'";
  }
  if (strategy.blueGreen && strategy.canary) {
    return invalid(
      'spec.strategy.strategy',
      'blueGreen: true canary: true',
      'Multiple Strategies can not be listed',
    );
  }
  return strategy.blueGreen
    ? validateBlueGreen(rollout, strategy.blueGreen)
    : validateCanary(rollout, strategy.canary!);
}

/** The first thing that is wrong with a rollout, worded as Rollouts words it. */
export function validateRollout(
  rollout: Rollout,
  references: RolloutReferences,
): string | undefined {
  const wrong = validateSpec(rollout);
  if (wrong) {
    return wrong;
  }
  const { blueGreen, canary } = rollout.spec.strategy!;
  const service = (path: string, name: string | undefined) =>
    validateService(rollout, references, path, name);
  const analysis = (path: string, value: AnalysisReference | undefined) =>
    validateAnalysis(references, path, value);
  const base = 'spec.strategy';
  if (blueGreen) {
    return (
      service(`${base}.blueGreen.activeService`, blueGreen.activeService) ??
      service(`${base}.blueGreen.previewService`, blueGreen.previewService) ??
      analysis(
        `${base}.blueGreen.prePromotionAnalysis.templates`,
        blueGreen.prePromotionAnalysis,
      ) ??
      analysis(
        `${base}.blueGreen.postPromotionAnalysis.templates`,
        blueGreen.postPromotionAnalysis,
      )
    );
  }
  const steps = (canary?.steps ?? []).map((step, index) =>
    analysis(
      `${base}.canary.steps[${index}].analysis.templates`,
      step.analysis,
    ),
  );
  return (
    service(`${base}.canary.stableService`, canary?.stableService) ??
    service(`${base}.canary.canaryService`, canary?.canaryService) ??
    analysis(`${base}.canary.analysis.templates`, canary?.analysis) ??
    steps.find(step => step !== undefined)
  );
}
