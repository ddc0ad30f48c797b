/** What an autoscaler's spec says, as far as the twin reads it. */
export interface AutoscalerSpec {
  minReplicas?: number;
  maxReplicas: number;
}

/**
 * How many replicas an autoscaler wants. Nothing in the sandbox uses any processor, so that it
 * keeps what there is within its bounds.
 */
export function deriveWantedReplicas(
  spec: AutoscalerSpec,
  current: number,
): number {
  const least = spec.minReplicas ?? 1;
  return Math.min(Math.max(current, least), Math.max(spec.maxReplicas, least));
}

/** The status of an autoscaler whose metrics are there, in Kubernetes' own words. */
export function deriveAutoscalerStatus(options: {
  current: number;
  wanted: number;
  /** When the conditions began to hold. */
  since: string;
  generation?: number;
}) {
  const { current, wanted, since, generation } = options;
  const condition = (
    type: string,
    status: string,
    reason: string,
    message: string,
  ) => ({ type, status, reason, message, lastTransitionTime: since });
  return {
    observedGeneration: generation,
    currentReplicas: current,
    desiredReplicas: wanted,
    currentMetrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          current: { averageUtilization: 0, averageValue: '0' },
        },
      },
    ],
    conditions: [
      condition(
        'AbleToScale',
        'True',
        'ReadyForNewScale',
        'recommended size matches current size',
      ),
      condition(
        'ScalingActive',
        'True',
        'ValidMetricFound',
        'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
      ),
      condition(
        'ScalingLimited',
        'False',
        'DesiredWithinRange',
        'the desired count is within the acceptable range',
      ),
    ],
  };
}
