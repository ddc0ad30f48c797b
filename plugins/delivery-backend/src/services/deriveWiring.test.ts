import { ArgoCdConfig } from '@slipway/plugin-delivery-node';
import { FakePipelineSource } from '@slipway/plugin-delivery-node/testUtils';
import { component } from '../__testUtils__/component';
import { deriveWiring } from './deriveWiring';

const instance = (name: string, namespace = 'argocd'): ArgoCdConfig => ({
  name,
  cluster: 'sandbox',
  namespace,
  destinations: {},
});
const source = new FakePipelineSource();

function wiringOf(annotations: Record<string, string>) {
  return deriveWiring(component(annotations), {
    argocd: [instance('main'), instance('other', 'argo-other')],
    sources: [source],
  });
}

describe('deriveWiring', () => {
  it.each([
    [
      'a selector, on all instances',
      { 'argocd/app-selector': 'app=payments' },
      {
        kind: 'wired',
        value: {
          find: { by: 'selector', selector: 'app=payments' },
          instances: ['main', 'other'],
        },
      },
    ],
    [
      'a name, on the instances that are named',
      { 'argocd/app-name': 'payments', 'argocd/instance-name': ' other ' },
      {
        kind: 'wired',
        value: { find: { by: 'name', name: 'payments' }, instances: ['other'] },
      },
    ],
    [
      'a namespace, on the instances that have it',
      { 'argocd/app-name': 'payments', 'argocd/app-namespace': 'argo-other' },
      { kind: 'wired', value: { instances: ['other'] } },
    ],
    [
      'nothing',
      {},
      {
        kind: 'not-wired',
        missing: ['argocd/app-selector', 'argocd/app-name'],
      },
    ],
    [
      'name and selector',
      { 'argocd/app-name': 'a', 'argocd/app-selector': 'a=b' },
      {
        kind: 'invalid',
        reason: expect.stringContaining('exclude each other'),
      },
    ],
    [
      'a selector that cannot be read',
      { 'argocd/app-selector': 'a >> b' },
      {
        kind: 'invalid',
        reason: expect.stringContaining('argocd/app-selector'),
      },
    ],
    [
      'an instance that there is not',
      { 'argocd/app-name': 'a', 'argocd/instance-name': 'main,third' },
      {
        kind: 'invalid',
        reason:
          'argocd/instance-name names third, and delivery.argocd has main, other',
      },
    ],
    [
      'a namespace that no instance has',
      { 'argocd/app-name': 'a', 'argocd/app-namespace': 'elsewhere' },
      { kind: 'invalid', reason: expect.stringContaining('elsewhere') },
    ],
  ])('reads %s', (_, annotations, expected) => {
    expect(
      wiringOf(annotations as Record<string, string>).applications,
    ).toMatchObject(expected);
  });

  it('asks the sources where the pipelines are', () => {
    expect(
      wiringOf({ 'gitlab.com/project-slug': 'acme/payments' }).pipelines,
    ).toMatchObject({
      kind: 'wired',
      value: { reference: { project: 'acme/payments' } },
    });
  });

  it('keeps what a source says against the annotations', () => {
    const picky = new FakePipelineSource();
    picky.reference = () => {
      throw new Error('no such GitLab');
    };
    expect(
      deriveWiring(component(), {
        argocd: [instance('main')],
        sources: [picky],
      }).pipelines,
    ).toEqual({ kind: 'invalid', reason: 'no such GitLab' });
  });
});
