import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { DeliveryPage } from '../world/DeliveryPage.ts';
import { githubDesk } from '../world/JsonDesk.ts';
import { fillIn, lookAhead, review } from '../world/launchForm.ts';
import { WiringCard } from '../world/WiringCard.ts';
import type { World } from '../world/World.ts';

const template = '/create/templates/default/flask-github-helm';

/**
 * (i) The same from a form of GitHub's: nothing is in the way, the steps, every environment healthy,
 * the runs of the workflow on the service's page, and wiring that is sound.
 */
export async function launchOnGithub(
  world: World,
  service: string,
): Promise<void> {
  const form = await world.open('developer', template);
  await fillIn(form.page, service);
  await lookAhead(form.page);
  await form.keep('github-before-it-starts', async page => {
    await fillIn(page, service);
    await lookAhead(page);
  });
  await review(form.page);
  await form.page.getByRole('button', { name: 'Create' }).click();
  await form.page.waitForURL(/\/create\/tasks\//);
  const task = new URL(form.page.url()).pathname;
  const link = (page: Page) =>
    page
      .getByRole('link', { name: 'The service' })
      .first()
      .waitFor({ timeout: 300_000 });
  await link(form.page);
  await form.keep('github-launched', async page => {
    await page.goto(task);
    await link(page);
  });
  await form.close();

  const views = await world.open('developer', DeliveryPage.pathOf(service));
  const delivery = new DeliveryPage(views);
  for (const name of ['dev', 'staging', 'production'] as const) {
    await delivery.waitForStanding(name, 'healthy');
  }
  const commit = (page: Page) =>
    page
      .getByRole('link', { name: /^Commit / })
      .first()
      .waitFor();
  await commit(views.page);
  await views.keep('github-everything-is-up', commit);
  await views.close();

  const card = new WiringCard(
    await world.open('developer', WiringCard.pathOf(service)),
  );
  await card.check();
  const sound = /^All \d+ things are sound\./;
  await card.see(sound);
  await card.views.keep('github-wiring', page => card.see(sound, page));
  await card.views.close();

  const desk = githubDesk(world);
  const keys = await desk.request<Array<{ read_only: boolean }>>(
    'GET',
    `/repos/acme/${service}-gitops/keys`,
  );
  assert.ok(
    keys.some(key => key.read_only),
    'Argo CD reads with a key that may not write',
  );
  assert.deepEqual(world.complaints, []);
}
