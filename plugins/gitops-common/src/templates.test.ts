import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { crdProblems } from './__testUtils__/crdSchemas';
import {
  parseQuantity,
  quotaProblems,
  totalOf,
  WorkloadResources,
} from './resources';

const templates = resolve(__dirname, '../../../templates');

/** The quota that launches set by default: `delivery.launch.quota`. */
const quota = {
  'requests.cpu': '4',
  'requests.memory': '4Gi',
  'limits.cpu': '16',
  'limits.memory': '8Gi',
  pods: '40',
};

/** What the template tells preflight, which looks before anything has been rendered. */
function declaredBy(template: string) {
  const { spec } = parse(
    readFileSync(join(templates, template, 'template.yaml'), 'utf8'),
  );
  return spec.steps.find(
    ({ action }: { action: string }) => action === 'delivery:preflight',
  ).input as {
    kinds: string[];
    resources: Record<string, Record<string, string>>;
  };
}

const rendered = readdirSync(templates).flatMap(template => {
  const expected = join(templates, template, 'expected');
  return existsSync(expected)
    ? readdirSync(expected).flatMap(variant =>
        readdirSync(join(expected, variant, 'rendered')).map(file => ({
          name: `${template} ${variant} ${file}`,
          declared: declaredBy(template),
          environment: file.replace('.yaml', ''),
          objects: parseAllDocuments(
            readFileSync(join(expected, variant, 'rendered', file), 'utf8'),
          ).map(document => document.toJS()),
        })),
      )
    : [];
});

it('there are templates to check', () => {
  expect(rendered.length).toBeGreaterThan(0);
});

describe.each(rendered)(
  'what is rendered: $name',
  ({ objects, declared, environment }) => {
    const rollouts = objects.filter(({ kind }) => kind === 'Rollout');
    const deployments = objects.filter(({ kind }) => kind === 'Deployment');
    const [workload, ...others] = [...rollouts, ...deployments];
    const analyses = objects.filter(({ kind }) => kind === 'AnalysisTemplate');
    const [hpa] = objects.filter(
      ({ kind }) => kind === 'HorizontalPodAutoscaler',
    );

    it('T12: fits the schemas of the CRDs, and has one workload, which the autoscaler scales', () => {
      for (const object of objects) {
        expect({ kind: object.kind, errors: crdProblems(object) }).toEqual({
          kind: object.kind,
          errors: [],
        });
      }
      expect(others).toEqual([]);
      expect(hpa.spec.scaleTargetRef).toEqual({
        apiVersion: workload.apiVersion,
        kind: workload.kind,
        name: workload.metadata.name,
      });
      expect(workload.spec.replicas).toBeUndefined();
    });

    it('T12: has the Services of its strategy, or one that finds its pods', () => {
      const services = objects.filter(({ kind }) => kind === 'Service');
      const { canary, blueGreen } = workload.spec.strategy;
      // A Deployment names none.
      const wanted = [
        ...(canary ? [canary.stableService, canary.canaryService] : []),
        ...(blueGreen
          ? [blueGreen.activeService, blueGreen.previewService]
          : []),
      ];
      expect(services.map(({ metadata }) => metadata.name)).toEqual(
        expect.arrayContaining(wanted),
      );
      for (const { spec } of services) {
        expect(workload.spec.template.metadata.labels).toMatchObject(
          spec.selector,
        );
      }
      expect(services.length).toBeGreaterThan(0);
    });

    const workloads: WorkloadResources[] = [
      {
        name: workload.kind,
        pods: 2 * hpa.spec.maxReplicas,
        containers: workload.spec.template.spec.containers,
      },
      ...analyses.flatMap(({ spec }) =>
        spec.metrics.map((metric: any) => ({
          name: metric.name,
          pods: 1,
          containers: metric.provider.job.spec.template.spec.containers,
        })),
      ),
    ];

    it('T01: fits the quota, with the old and the new version at once', () => {
      expect(quotaProblems(workloads, quota)).toEqual([]);
    });

    it('T01: asks for what the template has told preflight', () => {
      const told = Object.entries(declared.resources[environment]);
      expect(told.map(([key]) => key).sort()).toEqual(
        Object.keys(quota).sort(),
      );
      for (const [key, amount] of told) {
        expect({ key, amount: parseQuantity(amount) }).toEqual({
          key,
          amount: expect.closeTo(totalOf(workloads, key)!),
        });
      }
    });

    it('T11: has the kinds that the template has told preflight', () => {
      const kinds = objects
        .filter(({ apiVersion }) => apiVersion.startsWith('argoproj.io/'))
        .map(({ kind }) => kind);
      expect([...declared.kinds].sort()).toEqual([...new Set(kinds)].sort());
    });

    it('T10: every pod has the pull secret, and runs without privileges', () => {
      const pods = [
        workload.spec.template.spec,
        ...analyses.map(
          ({ spec }) => spec.metrics[0].provider.job.spec.template.spec,
        ),
      ];
      expect(pods).toHaveLength(1 + analyses.length);
      for (const pod of pods) {
        expect(pod.imagePullSecrets).toEqual([{ name: 'payments-registry' }]);
        expect(pod.securityContext.runAsNonRoot).toBe(true);
        for (const { securityContext, image } of pod.containers) {
          expect(securityContext).toMatchObject({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          expect(image).toMatch(
            /^(forge\.example\.com|ghcr\.io)\/acme\/payments:/,
          );
        }
      }
    });

    it('T16: holds no Secret', () => {
      expect(objects.map(({ kind }) => kind)).not.toContain('Secret');
    });
  },
);
