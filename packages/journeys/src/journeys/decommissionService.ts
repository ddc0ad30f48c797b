import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { launch } from '../../../embedded/src/launch/launch.ts';
import { DeliveryPage } from '../world/DeliveryPage.ts';
import { until } from '../world/until.ts';
import type { World } from '../world/World.ts';

/**
 * (f) A service that runs everywhere is taken down from its page: first a look at what goes, then it
 * does, and the page of launches follows it.
 */
export async function decommissionService(
  world: World,
  service: string,
): Promise<void> {
  const report = await launch({
    client: world.client('developer'),
    template: 'fastapi-gitlab-kustomize',
    values: {
      name: service,
      owner: 'group:default/service-team',
      description: 'Keeps stock',
      strategy: 'canary',
    },
    tell: () => {},
  });
  assert.equal(report.succeeded, true, report.error);

  const views = await world.open('developer', DeliveryPage.pathOf(service));
  const asked = async (page: Page) => {
    await page.getByRole('button', { name: 'more' }).first().click();
    await page.getByRole('menuitem', { name: 'Decommission' }).click();
    await page.getByText(/^\d+ things go$/).waitFor();
  };
  await asked(views.page);
  await views.keep('what-a-decommission-takes', asked, page =>
    page.keyboard.press('Escape'),
  );
  const dialog = views.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Decommission' }).click();
  await views.page.getByText(/^Being taken down\./).waitFor();
  await views.page.keyboard.press('Escape');
  await views.close();

  const launches = await world.open('developer', '/launches');
  const gone = (page: Page) =>
    page
      .getByRole('group', { name: service, exact: true })
      .getByText('Taken back', { exact: true })
      .waitFor();
  await gone(launches.page);
  await launches.keep('decommissioned', gone);
  await launches.close();

  await until('the end of the repositories', async () => {
    const names = await world.repositories.names();
    return !names.some(name => name.startsWith(`acme/${service}`));
  });
  assert.deepEqual(world.complaints, []);
}
