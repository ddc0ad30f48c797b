import { EnvironmentConfig } from '@slipway/plugin-delivery-node';
import { ApplicationFacts, parseObject } from '../parse';
import { assignApplications } from './assignApplications';

const argocd = {
  name: 'main',
  cluster: 'control',
  namespace: 'argocd',
  destinations: { workload: 'https://workload.example.com' },
};
const environments: EnvironmentConfig[] = ['dev', 'production'].map(
  (name, rank) => ({
    name,
    title: name,
    rank,
    cluster: 'workload',
    namespace: '{{service}}-{{environment}}',
    sync: 'automatic',
  }),
);

function application(
  name: string,
  destination: object,
  labels: Record<string, string> = {},
): ApplicationFacts {
  const facts = parseObject('control', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', labels },
    spec: { destination },
  });
  if (facts.kind !== 'Application') {
    throw new Error(`not an Application: ${facts.kind}`);
  }
  return facts;
}

function assign(...applications: ApplicationFacts[]) {
  return assignApplications({
    service: 'payments',
    environments,
    argocd: [argocd],
    found: applications.map(it => ({ argocd, application: it })),
  }).map(
    place =>
      `${place.environment.name}: ${place.application?.ref.name ?? 'none'} on ${
        place.environment.cluster
      }/${place.environment.namespace}`,
  );
}

const elsewhere = { name: 'workload', namespace: 'somewhere' };

describe('assignApplications', () => {
  it.each<[string, ApplicationFacts[], string[]]>([
    [
      'keeps every configured environment',
      [],
      [
        'dev: none on workload/{{service}}-{{environment}}',
        'production: none on workload/{{service}}-{{environment}}',
      ],
    ],
    [
      'goes by the label before anything else',
      [
        application(
          'payments-dev',
          { server: 'https://workload.example.com', namespace: 'payments-dev' },
          { 'slipway.dev/environment': 'production' },
        ),
      ],
      [
        'dev: none on workload/{{service}}-{{environment}}',
        'production: payments-dev on workload/payments-dev',
      ],
    ],
    [
      'goes by cluster and namespace before the name',
      [
        application('x-production', {
          server: 'https://workload.example.com/',
          namespace: 'payments-dev',
        }),
      ],
      [
        'dev: x-production on workload/payments-dev',
        'production: none on workload/{{service}}-{{environment}}',
      ],
    ],
    [
      'goes by the end of the name, and shows the place that is real',
      [application('payments-dev', elsewhere)],
      [
        'dev: payments-dev on workload/somewhere',
        'production: none on workload/{{service}}-{{environment}}',
      ],
    ],
    [
      'hides no Application: those of no environment, and second ones, come at the end',
      [
        application('payments-dev', elsewhere),
        application('other-dev', elsewhere),
        application('preview', {
          server: 'https://kubernetes.default.svc',
          namespace: 'preview',
        }),
      ],
      [
        'dev: other-dev on workload/somewhere',
        'production: none on workload/{{service}}-{{environment}}',
        'payments-dev: payments-dev on workload/somewhere',
        'preview: preview on control/preview',
      ],
    ],
    [
      'says where an Application deploys to that no cluster is known for',
      [
        application('payments-dev', {
          server: 'https://unknown.example.com',
          namespace: 'x',
        }),
      ],
      [
        'dev: payments-dev on https://unknown.example.com/x',
        'production: none on workload/{{service}}-{{environment}}',
      ],
    ],
  ])('%s', (_, applications, expected) => {
    expect(assign(...applications)).toEqual(expected);
  });
});
