import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deriveEffects } from './deriveEffects.ts';
import type { JobEffect } from './deriveEffects.ts';

const variables = {
  IMAGE: '127.0.0.1:8929/acme/payments',
  TAG: '1a2b3c4d-7',
  GITOPS_REPOSITORY: 'http://127.0.0.1:8929/acme/payments-gitops.git',
  ENVIRONMENT: 'dev',
};
const pushed: JobEffect = {
  kind: 'push-image',
  reference: '127.0.0.1:8929/acme/payments:1a2b3c4d-7',
};

const cases: Array<[string, string[], JobEffect[]]> = [
  ['a script without effects has none', ['ruff check .', 'pytest'], []],
  [
    'docker push makes the image appear under the name that it has then',
    ['docker build -t "$IMAGE:$TAG" .', 'docker push "$IMAGE:$TAG"'],
    [pushed],
  ],
  [
    'a build alone makes no image appear',
    ['docker build -t $IMAGE:$TAG .'],
    [],
  ],
  [
    'buildx pushes when it is told to',
    ['docker buildx build --push --tag "${IMAGE}:${TAG}" .'],
    [pushed],
  ],
  [
    'a build over several lines is one command',
    ['docker buildx build \\\n  --tag=$IMAGE:$TAG \\\n  --push .'],
    [pushed],
  ],
  [
    'kaniko pushes to its destinations',
    ['/kaniko/executor --context . --destination "$IMAGE:$TAG"'],
    [pushed],
  ],
  [
    'buildah pushes to where it says',
    ['buildah bud -t app .', 'buildah push app docker://$IMAGE:$TAG'],
    [pushed],
  ],
  [
    'a chain of commands is looked at whole',
    ['docker login && docker push $IMAGE:$TAG; echo done'],
    [pushed],
  ],
  [
    'what is only said is not done',
    ['echo "docker push $IMAGE:$TAG"', '# docker push $IMAGE:$TAG'],
    [],
  ],
  [
    'a script of the repository that is known is run',
    ['sh ci/update-gitops.sh'],
    [{ kind: 'run-script', path: 'ci/update-gitops.sh', args: [] }],
  ],
  [
    'with its arguments, however it is called',
    ['./ci/update-gitops.sh overlays/$ENVIRONMENT'],
    [
      {
        kind: 'run-script',
        path: 'ci/update-gitops.sh',
        args: ['overlays/dev'],
      },
    ],
  ],
  [
    'beside anything else it is not run',
    ['sh ci/update-gitops.sh', 'rm -rf /'],
    [],
  ],
  ['another script is not run', ['sh ci/anything.sh'], []],
  [
    'a clone, an edit of the tag and a push make a commit',
    [
      'git clone "$GITOPS_REPOSITORY" gitops',
      'sed -i "s|newTag:.*|newTag: $TAG|" gitops/overlays/$ENVIRONMENT/kustomization.yaml',
      'cd gitops',
      'git commit -am "Deploy $TAG"',
      'git push origin main',
    ],
    [
      {
        kind: 'commit-tag',
        repository: variables.GITOPS_REPOSITORY,
        file: 'overlays/dev/kustomization.yaml',
        tag: '1a2b3c4d-7',
      },
    ],
  ],
  [
    'yq edits as well as sed',
    [
      'git clone $GITOPS_REPOSITORY gitops && cd gitops',
      `yq -i '.images[0].newTag = "1a2b3c4d-7"' overlays/dev/kustomization.yaml`,
      'git push',
    ],
    [
      {
        kind: 'commit-tag',
        repository: variables.GITOPS_REPOSITORY,
        file: 'overlays/dev/kustomization.yaml',
        tag: '1a2b3c4d-7',
      },
    ],
  ],
  [
    'an edit that is not pushed has no effect',
    [
      'git clone $GITOPS_REPOSITORY gitops',
      'sed -i "s/newTag:.*/newTag: $TAG/" gitops/overlays/dev/kustomization.yaml',
    ],
    [],
  ],
];

for (const [rule, script, effects] of cases) {
  test(rule, () => {
    assert.deepEqual(deriveEffects(script, variables), effects);
  });
}
