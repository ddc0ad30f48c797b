import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { launch } from '../../../embedded/src/launch/launch.ts';
import { until } from '../world/until.ts';
import type { World } from '../world/World.ts';

/**
 * (e) A launch breaks off because the forge refuses something. Its developer sees what it made,
 * looks at what would go, takes it back, and nothing is left.
 */
export async function takeBackLaunch(
  world: World,
  service: string,
): Promise<void> {
  const faults = `${world.portal.sandboxUrl}/_sandbox/faults`;
  await fetch(faults, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      effect: 'status',
      status: 403,
      method: 'POST',
      path: '^/api/v4/projects/[^/]+/hooks',
    }),
  });
  const client = world.client('developer');
  const report = await launch({
    client,
    template: 'fastapi-gitlab-kustomize',
    values: {
      name: service,
      owner: 'group:default/service-team',
      description: 'Takes orders',
      strategy: 'canary',
      onFailure: 'keep',
    },
    tell: () => {},
  });
  await fetch(faults, { method: 'DELETE' });
  assert.equal(report.succeeded, false);

  const views = await world.open('developer', '/launches');
  const shown = async (page: Page) => {
    await page.getByRole('heading', { name: service, exact: true }).waitFor();
    await page
      .getByRole('button', { name: `What the launch of ${service} made` })
      .click();
    await page.getByText(`acme/${service}-gitops`).first().waitFor();
  };
  await shown(views.page);
  await views.keep('a-launch-has-failed', shown);

  const asked = async (page: Page) => {
    await page
      .getByRole('button', { name: `Take back the launch of ${service}` })
      .click();
    await page.getByText(/^\d+ things go$/).waitFor();
  };
  await asked(views.page);
  await views.keep('what-would-go', asked, page =>
    page.keyboard.press('Escape'),
  );
  await views.page
    .getByRole('dialog')
    .getByRole('button', { name: 'Take back' })
    .click();
  await views.page.getByText(/^Being taken back\./).waitFor();
  await views.page.keyboard.press('Escape');
  const row = views.page.getByRole('group', { name: service, exact: true });
  await row.getByText('Taken back', { exact: true }).waitFor();
  await views.keep('taken-back');
  await views.close();

  await until('the end of the repositories', async () => {
    const names = await world.repositories.names();
    return !names.some(name => name.startsWith(`acme/${service}`));
  });
  assert.deepEqual(world.complaints, []);
}
