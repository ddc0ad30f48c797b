import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { launchSystemA, pipelineEnd, pushApp } from './testUtils/systemA.ts';
import { startCiWorld } from './testUtils/startCiWorld.ts';

const skeleton = fileURLToPath(
  new URL(
    '../../../../../templates/fastapi-gitlab-kustomize/skeleton/app/',
    import.meta.url,
  ),
);

const overlay = (name: string) => ({
  action: 'create',
  file_path: `overlays/${name}/kustomization.yaml`,
  content: 'images:\n  - name: app\n    newTag: none # by CI\n',
});

test(
  'the pipeline of the FastAPI template runs whole, and deploys to each environment',
  {
    skip: existsSync(skeleton)
      ? false
      : 'the template is not beside the sandbox',
  },
  async () => {
    const world = await startCiWorld({ pace: 0.05 });
    try {
      const ids = await launchSystemA(world, { overlays: overlay });
      const read = (path: string) => readFile(`${skeleton}${path}`, 'utf8');
      const sha = await pushApp(world, ids.app, 'Start the service', {
        '.gitlab-ci.yml': await read('.gitlab-ci.yml'),
        'ci/update-gitops.sh': await read('ci/update-gitops.sh'),
      });
      const pipeline = await pipelineEnd(world, ids.app, sha);
      const { body: jobs } = await world.call(
        'GET',
        `/projects/${ids.app}/pipelines/${pipeline.id}/jobs`,
      );
      const failed = jobs.find((job: any) => job.status !== 'success');
      const trace = failed
        ? world.pipelines.service().store.trace(failed.id)
        : '';
      assert.equal(pipeline.status, 'success', trace);
      assert.equal(jobs.length, 9);
      const tag = `${sha.slice(0, 8)}-${pipeline.iid}`;
      for (const name of ['dev', 'staging', 'production']) {
        const { body: text } = await world.call(
          'GET',
          `/projects/${ids.gitops}/repository/files/${encodeURIComponent(
            `overlays/${name}/kustomization.yaml`,
          )}/raw?ref=main`,
        );
        assert.equal(
          text,
          `images:\n  - name: app\n    newTag: "${tag}" # by CI\n`,
        );
      }
      const { traces } = world.pipelines.service().store.records;
      const everything = JSON.stringify([traces.all(), world.logs]);
      assert.ok(!everything.includes(ids.gitopsToken));
      const deploy = jobs.find((job: any) => job.name === 'deploy-dev');
      assert.match(
        world.pipelines.service().store.trace(deploy.id),
        new RegExp(`payments:${tag} is in the registry`),
      );
    } finally {
      await world.stop();
    }
  },
);
