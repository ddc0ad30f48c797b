import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { DeliveryPage } from '../world/DeliveryPage.ts';
import { fillIn, lookAhead, nameField, review } from '../world/launchForm.ts';
import { until } from '../world/until.ts';
import type { World } from '../world/World.ts';

const template = '/create/templates/default/fastapi-gitlab-kustomize';

/**
 * (a) A developer fills in the form, follows the steps, opens the service's page, and sees the
 * first pipeline and then every environment come up.
 */
export async function launchService(
  world: World,
  service: string,
): Promise<DeliveryPage> {
  const form = await world.open('developer', template);
  await badName(form.page);
  await form.keep('form-with-a-bad-name', badName);
  await fillIn(form.page, service);
  await form.keep('form', page => fillIn(page, service));
  await lookAhead(form.page);
  await form.keep('before-it-starts', lookAhead);
  await review(form.page);
  await form.keep('review', review);
  await form.page.getByRole('button', { name: 'Create' }).click();
  await form.page.waitForURL(/\/create\/tasks\//);
  const task = new URL(form.page.url()).pathname;
  const steps = (page: Page) =>
    page.getByText('Render the service').first().waitFor();
  await steps(form.page);
  await form.keep('launching', async page => {
    await page.goto(task);
    await steps(page);
  });

  // The service has its page as soon as it is registered, long before it runs everywhere.
  const client = world.client('developer');
  await until('the registration of the service', async () => {
    const { items } = await client.json<{ items: unknown[] }>(
      `/api/catalog/entities/by-query?filter=kind=component,metadata.name=${service}&fields=kind`,
    );
    return items.length > 0;
  });
  const views = await world.open('developer', DeliveryPage.pathOf(service));
  const delivery = new DeliveryPage(views);
  const jobs = (page: Page) => page.getByText('build-image').first().waitFor();
  await jobs(delivery.page);
  await views.keep('first-pipeline', jobs);

  await delivery.waitForStanding('dev', 'healthy');
  await views.keep('dev-is-up');
  await delivery.waitForStanding('staging', 'healthy');
  await delivery.waitForStanding('production', 'healthy');
  await views.keep('everything-is-up');

  const link = (page: Page) =>
    page.getByRole('link', { name: 'The service' }).first().waitFor();
  await link(form.page);
  await form.keep('launched', link);
  await form.close();
  assert.deepEqual(world.complaints, []);
  return delivery;
}

async function badName(page: Page): Promise<void> {
  await nameField(page).fill('Payments');
  await page.getByText(/"payments" would do/).waitFor();
}
