import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root, workFolder } from '../paths.ts';
import { buildApp } from '../portal/buildApp.ts';
import { EmbeddedPortal } from '../portal/EmbeddedPortal.ts';
import { freePort } from '../portal/ports.ts';
import { PortalClient } from '../portal/PortalClient.ts';
import { launch } from './launch.ts';
import { SandboxRequests } from './SandboxRequests.ts';

const launches = [
  { template: 'fastapi-gitlab-kustomize', name: 'payments' },
  // The two sides of the forge are over the same repositories.
  { template: 'flask-github-helm', name: 'orders' },
];

describe('a second launch', { timeout: 900_000 }, () => {
  let portal: EmbeddedPortal;

  const run = ({ template, name }: (typeof launches)[number]) =>
    launch({
      client: new PortalClient(portal.url, 'developer'),
      template,
      values: {
        name,
        owner: 'group:default/service-team',
        description: 'Takes payments',
        ...(template.startsWith('fastapi') ? { strategy: 'canary' } : {}),
      },
      tell: () => {},
    });

  before(async () => {
    // Nobody looks at the pages here: any that have been built will do.
    if (!existsSync(join(root, 'packages/app/dist/index.html'))) {
      await buildApp();
    }
    portal = await EmbeddedPortal.start({
      folder: join(workFolder, 'second-launch'),
      fresh: true,
      portalPort: await freePort(),
      sandboxPort: await freePort(),
    });
    // Pipelines and pauses take as long as they take; nothing here is about that.
    await fetch(`${portal.sandboxUrl}/_sandbox/clock`, {
      method: 'PUT',
      body: JSON.stringify({ speed: 5 }),
    });
    for (const first of await Promise.all(launches.map(run))) {
      assert.ok(first.succeeded, `${first.service}: ${first.error}`);
    }
  });
  after(() => portal?.stop());

  for (const each of launches) {
    it(`of ${each.template} is all unchanged, and the sandbox counts no write`, async () => {
      const counting = await SandboxRequests.from(portal.sandboxUrl);
      const { steps, succeeded, error } = await run(each);
      const { reads, written } = await counting!.count();
      assert.ok(succeeded, error);
      const items = steps.flatMap(step => step.items);
      assert.ok(items.length > 15, `${items.length} items`);
      assert.deepEqual(
        items.filter(({ result }) => result !== 'unchanged'),
        [],
      );
      assert.deepEqual(written, []);
      assert.ok(reads > 30, `${reads} reads`);
    });
  }
});
