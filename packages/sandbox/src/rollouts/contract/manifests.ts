import type { NewObject } from '../../world/seams.ts';

const NAMESPACE = 'shop';
const labels = { app: 'demo' };

export function rollout(
  replicas: number,
  strategy: Record<string, unknown>,
  spec: Record<string, unknown> = {},
): NewObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'demo', namespace: NAMESPACE },
    spec: {
      ...spec,
      replicas,
      selector: { matchLabels: labels },
      strategy,
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'demo',
              image: 'registry.local/demo:v1',
              ports: [{ containerPort: 8000, protocol: 'TCP' }],
            },
          ],
        },
      },
    },
  };
}

export function service(name: string): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: NAMESPACE },
    spec: { selector: labels, ports: [{ port: 80, targetPort: 8000 }] },
  };
}

export function template(metric: Record<string, unknown>): NewObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: 'ok', namespace: NAMESPACE },
    spec: {
      metrics: [
        {
          name: 'ok',
          count: 3,
          successCondition: 'result == 1',
          provider: {
            web: { url: 'http://127.0.0.1:1/', jsonPath: '{$.ok}' },
          },
          ...metric,
        },
      ],
    },
  };
}

/** What a monitoring system would answer about this rollout. */
export function answering(outcome: string, object: NewObject): NewObject {
  const annotations = { 'sandbox.slipway.dev/analysis': outcome };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

export const steps = {
  canary: {
    steps: [
      { setWeight: 25 },
      { pause: {} },
      { setWeight: 50 },
      { pause: { duration: '5s' } },
    ],
  },
};
export const withAnalysis = {
  canary: {
    steps: [
      { setWeight: 25 },
      { analysis: { templates: [{ templateName: 'ok' }] } },
      { setWeight: 75 },
      { pause: { duration: '2s' } },
    ],
  },
};
export const blueGreen = (rest: Record<string, unknown>) => ({
  blueGreen: {
    activeService: 'demo-active',
    previewService: 'demo-preview',
    scaleDownDelaySeconds: 8,
    ...rest,
  },
});
