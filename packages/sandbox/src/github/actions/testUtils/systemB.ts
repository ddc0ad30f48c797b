/**
 * The workflow of system B: lint, tests with coverage, an image for two platforms on GitHub's
 * registry, end-to-end tests on kind, and a change of `values.yaml` in the GitOps repository.
 */
export const systemBWorkflow = `name: CI

on:
  push:
    branches: [main]
    paths-ignore: ['docs/**']
  pull_request:
    branches: [main]
  workflow_dispatch:
    inputs:
      reason: { type: string, default: by hand }

concurrency:
  group: ci-\${{ github.ref }}
  cancel-in-progress: false

permissions:
  contents: read

env:
  IMAGE: ghcr.io/\${{ github.repository }}

jobs:
  lint:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        tool: [flake8, pylint]
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: { python-version: '3.12' }
      - run: pip install -r requirements-dev.txt
      - run: \${{ matrix.tool }} app

  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: { python-version: '3.12' }
      - name: Tests with coverage
        run: |
          pip install -r requirements-dev.txt
          pytest --cov=app --cov-report=xml tests
      - uses: actions/upload-artifact@v4
        with: { name: coverage, path: coverage.xml }

  build:
    needs: [lint, test]
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
    permissions:
      contents: read
      packages: write
    outputs:
      tag: \${{ steps.tag.outputs.tag }}
      digest: \${{ steps.image.outputs.digest }}
    steps:
      - uses: actions/checkout@v4
      - id: tag
        run: echo "tag=\${GITHUB_SHA::7}-\${GITHUB_RUN_NUMBER}" >> "$GITHUB_OUTPUT"
      - uses: docker/setup-qemu-action@v3
      - uses: docker/setup-buildx-action@v3
      - uses: docker/login-action@v3
        with:
          registry: ghcr.io
          username: \${{ github.actor }}
          password: \${{ secrets.GITHUB_TOKEN }}
      - id: image
        uses: docker/build-push-action@v6
        with:
          context: .
          platforms: linux/amd64,linux/arm64
          push: true
          tags: \${{ env.IMAGE }}:\${{ steps.tag.outputs.tag }}

  e2e:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: helm/kind-action@v1
      - run: |
          kubectl create deployment app --image="$IMAGE:\${{ needs.build.outputs.tag }}"
          kubectl wait --for=condition=available deployment/app --timeout=120s
          curl -fsS http://localhost:8080/health | grep -q healthy

  gitops:
    needs: [build, e2e]
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    environment:
      name: production
      url: https://payments.example.com/\${{ needs.build.outputs.tag }}
    steps:
      - uses: actions/checkout@v4
        with:
          repository: \${{ vars.GITOPS_REPOSITORY }}
          token: \${{ secrets.GITOPS_TOKEN }}
          path: gitops
      - name: Set the tag
        working-directory: gitops
        env:
          TAG: \${{ needs.build.outputs.tag }}
        run: |
          yq -i '.image.tag = strenv(TAG)' chart/values.yaml
          git config user.name "github-actions[bot]"
          git config user.email "github-actions[bot]@users.noreply.example.com"
          git commit --all -m "Deploy $TAG" -m "App-Commit: $GITHUB_SHA"
          git push
`;

export const valuesFile = `# What the chart is given.
replicaCount: 2
image:
  repository: ghcr.io/acme/payments
  tag: none # set by the workflow
`;
