import type { CiWorld } from './startCiWorld.ts';

/** The pipeline of system A, as its template has it, cut down to what a pipeline is made of. */
export const systemAPipeline = `
include:
  - local: ci/deploy.yml
stages: [verify, build, secure, deploy]
workflow:
  rules:
    - if: $CI_COMMIT_BRANCH
default:
  image: python:3.12-slim
  tags: [docker]
  interruptible: true
variables:
  IMAGE: $CI_REGISTRY_IMAGE
  TAG: $CI_COMMIT_SHORT_SHA-$CI_PIPELINE_IID
lint:
  stage: verify
  script: [ruff check .]
unit-tests:
  stage: verify
  script: [pytest tests]
build-image:
  stage: build
  image: docker:27
  services: [docker:27-dind]
  script:
    - echo "$CI_REGISTRY_PASSWORD" | docker login --username "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"
    - docker build --tag "$IMAGE:$TAG" .
    - docker push "$IMAGE:$TAG"
scan-image:
  stage: secure
  needs: [build-image]
  script: [trivy image "$IMAGE:$TAG"]
`;

export const systemADeploy = `
.deploy:
  stage: deploy
  image: alpine/git
  interruptible: false
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - sh ci/update-gitops.sh
deploy-dev:
  extends: .deploy
  environment: { name: dev }
  variables: { SLIPWAY_OVERLAY: overlays/dev }
deploy-staging:
  extends: .deploy
  needs: [deploy-dev]
  environment: { name: staging }
  variables: { SLIPWAY_OVERLAY: overlays/staging }
`;

export const updateGitops = `#!/bin/sh
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/askpass" <<'ASKPASS'
#!/bin/sh
case "$1" in
  Username*) echo oauth2 ;;
  *) printf '%s\\n' "$GITOPS_TOKEN" ;;
esac
ASKPASS
chmod 700 "$work/askpass"
export GIT_ASKPASS="$work/askpass"
git clone --quiet "$GITOPS_REPOSITORY" "$work/gitops"
cd "$work/gitops"
sed -i "s|newTag:.*|newTag: $TAG|" "$SLIPWAY_OVERLAY/kustomization.yaml"
git -c user.name=Pipeline -c user.email=pipeline@acme.example commit --quiet --all \\
  -m "Deploy $TAG to $CI_ENVIRONMENT_NAME" -m "App-Commit: $CI_COMMIT_SHA
Pipeline: $CI_PIPELINE_URL"
git push --quiet origin HEAD
echo "Deployed $TAG with the token $GITOPS_TOKEN"
`;

const overlay = `# Which image runs here.
resources:
  - ../../base
images:
  - name: app
    newName: registry/acme/payments
    newTag: none # set by the pipeline
`;

const describeOverlay = (environment: string) => ({
  action: 'create',
  file_path: `overlays/${environment}/kustomization.yaml`,
  content: overlay,
});

/** Makes the app and the GitOps repository, with the credential between them. */
export async function launchSystemA(
  world: CiWorld,
  options: { overlays?: (environment: string) => object } = {},
): Promise<{ app: number; gitops: number; gitopsToken: string }> {
  const must = async (...request: Parameters<CiWorld['call']>) => {
    const answer = await world.call(...request);
    if (answer.status >= 300) {
      throw new Error(
        `${request[0]} ${request[1]}: ${answer.status} ${JSON.stringify(
          answer.body,
        )}`,
      );
    }
    return answer.body;
  };
  const groups = await must('GET', '/groups/acme');
  const create = (name: string) =>
    must('POST', '/projects', { name, path: name, namespace_id: groups.id });
  const app = await create('payments');
  const gitops = await create('payments-gitops');
  await must('POST', `/projects/${gitops.id}/repository/commits`, {
    branch: 'main',
    commit_message: 'Describe the environments',
    actions: ['dev', 'staging', 'production'].map(
      options.overlays ?? describeOverlay,
    ),
  });
  const minted = await must('POST', `/projects/${gitops.id}/access_tokens`, {
    name: 'slipway-ci',
    scopes: ['write_repository'],
    access_level: 40,
    expires_at: new Date(Date.now() + 30 * 86_400_000)
      .toISOString()
      .slice(0, 10),
  });
  const { token } = minted;
  const variable = (key: string, value: string, more = {}) =>
    must('POST', `/projects/${app.id}/variables`, { key, value, ...more });
  await variable('GITOPS_TOKEN', token, {
    masked_and_hidden: true,
    protected: true,
    raw: true,
  });
  await variable('GITOPS_REPOSITORY', `${world.url}/acme/payments-gitops.git`);
  return { app: app.id, gitops: gitops.id, gitopsToken: token };
}

/** Commits the app's files, or one change to them. */
export async function pushApp(
  world: CiWorld,
  app: number,
  message: string,
  files: Record<string, string> = {
    '.gitlab-ci.yml': systemAPipeline,
    'ci/deploy.yml': systemADeploy,
    'ci/update-gitops.sh': updateGitops,
  },
): Promise<string> {
  const answer = await world.call(
    'POST',
    `/projects/${app}/repository/commits`,
    {
      branch: 'main',
      commit_message: message,
      actions: Object.entries(files).map(([path, content]) => ({
        action: 'create',
        file_path: path,
        content,
      })),
    },
  );
  if (answer.status !== 201) {
    throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body.id;
}

/** The newest pipeline of a commit, when it has come to its end. */
export function pipelineEnd(world: CiWorld, app: number, sha: string) {
  return world.until(async () => {
    const { body } = await world.call(
      'GET',
      `/projects/${app}/pipelines?sha=${sha}`,
    );
    const [pipeline] = body;
    return ['success', 'failed', 'canceled', 'skipped', 'manual'].includes(
      pipeline?.status,
    )
      ? pipeline
      : undefined;
  }, `the end of the pipeline of ${sha}`);
}
