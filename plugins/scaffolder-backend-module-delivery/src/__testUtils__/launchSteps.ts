import { World } from './World';

type Step = [id: string, input: Record<string, unknown>];

/** The steps of the template that make things, in its order. */
export function launchSteps(world: World): Step[] {
  const service = 'payments';
  const app = world.repoUrl('payments');
  const gitops = world.repoUrl('payments-gitops');
  return [
    [
      'delivery:plan:resolve',
      { name: service, owner: 'group:default/service-team' },
    ],
    [
      'delivery:repository:ensure',
      {
        repoUrl: gitops,
        title: 'GitOps repository',
        description: 'What payments runs as',
        sourcePath: './gitops',
      },
    ],
    [
      'delivery:repository:ensure',
      { repoUrl: app, title: 'app repository', description: 'Payments' },
    ],
    ['delivery:gitops-credential:ensure', { service }],
    ['delivery:namespace:ensure', { service }],
    ['delivery:registry-credential:ensure', { service }],
    ['delivery:argocd-project:ensure', { service }],
    ['delivery:argocd-repository:ensure', { service }],
    ['delivery:webhook:ensure', { repoUrl: app }],
    ['delivery:webhook:ensure', { repoUrl: gitops }],
    [
      'delivery:repository:ensure',
      {
        repoUrl: app,
        title: 'app repository',
        description: 'Payments',
        sourcePath: './app',
      },
    ],
    ['delivery:catalog:ensure', { repoUrl: app }],
    ['delivery:argocd-application:ensure', { service }],
  ];
}

/** What the template renders, in small. */
export const workspaceFiles = {
  'app/README.md': '# payments\n',
  'app/ci/update-gitops.sh': '#!/bin/sh\n',
  'app/catalog-info.yaml': 'kind: Component\n',
  'gitops/base/kustomization.yaml': 'kind: Kustomization\n',
  'gitops/overlays/dev/kustomization.yaml': 'images: []\n',
};

/** Runs them all; the results by step. */
export async function launch(
  world: World,
  options: { dryRun?: boolean; newTask?: boolean } = {},
): Promise<Array<Record<string, any>>> {
  const outputs = [];
  for (const [id, input] of launchSteps(world)) {
    outputs.push(await world.run(id, input, options));
  }
  return outputs;
}
