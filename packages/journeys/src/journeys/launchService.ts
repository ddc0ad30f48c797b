import assert from 'node:assert/strict';
import { DeliveryPage } from '../world/DeliveryPage.ts';
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
  const page = await world.signIn('developer', template);
  const name = page.getByLabel('Name', { exact: false }).first();
  await name.waitFor();

  await name.fill('Payments!');
  await name.blur();
  await page.getByText(/must start with a lower-case letter/).waitFor();
  await world.stops.keep(page, 'form-with-a-bad-name');

  await name.fill(service);
  await page.getByText(`The name "${service}" is free.`).waitFor();
  await page.getByLabel(/Description/).fill('Takes payments');
  await world.stops.keep(page, 'form');
  await page.getByRole('button', { name: 'Review' }).click();
  await world.stops.keep(page, 'review');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(/\/create\/tasks\//);
  await world.stops.keep(page, 'launching');

  // The service has its page as soon as it is registered, long before it runs everywhere.
  const client = world.client('developer');
  await until(async () => {
    const { items } = await client.json<{ items: unknown[] }>(
      `/api/catalog/entities/by-query?filter=kind=component,metadata.name=${service}&fields=kind`,
    );
    return items.length > 0;
  });
  const watching = await page.context().newPage();
  watching.setDefaultTimeout(60_000);
  await watching.goto(DeliveryPage.pathOf(service));
  const delivery = new DeliveryPage(watching);
  await delivery.environment('dev').waitFor();
  await watching.getByText('build-image').first().waitFor({ timeout: 120_000 });
  await world.stops.keep(watching, 'first-pipeline');

  await delivery.waitForStanding('dev', 'healthy');
  await world.stops.keep(watching, 'dev-is-up');
  await delivery.waitForStanding('staging', 'healthy');
  await delivery.waitForStanding('production', 'healthy');
  await world.stops.keep(watching, 'everything-is-up');

  await page
    .getByRole('link', { name: /service/i })
    .first()
    .waitFor();
  await world.stops.keep(page, 'launched');
  assert.deepEqual(world.complaints, []);
  return delivery;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error('What was waited for did not come in 120 s.');
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
