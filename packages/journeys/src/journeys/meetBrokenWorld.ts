import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { clusterDesk, gitlabDesk } from '../world/JsonDesk.ts';
import { fillIn } from '../world/launchForm.ts';
import type { World } from '../world/World.ts';

const template = '/create/templates/default/fastapi-gitlab-kustomize';

/**
 * (h) Three people have something in the way of a launch: the name is taken on the forge, the
 * namespace has a quota that is too small, the registry refuses. The form says all of it at once,
 * with who can mend it, and nothing of it once it is mended.
 */
export async function meetBrokenWorld(
  world: World,
  service: string,
): Promise<void> {
  const mend = await breakWorld(world, service);
  const form = await world.open('developer', template);
  const look = async (page: Page) => {
    await fillIn(page, service);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('3 things are in the way of this launch.').waitFor();
  };
  await look(form.page);
  const findings = form.page
    .getByRole('list', { name: 'What was found' })
    .getByRole('listitem');
  const texts = (await findings.allInnerTexts()).join('\n');
  for (const expected of [
    `The repository acme/${service} is there already and was not made by Slipway.`,
    'refuses a login with a token of',
    /needs .*, and team allows .*256Mi/,
    'Who can mend it: the platform team',
    'Who can mend it: who runs the cluster',
    'Who can mend it: you',
  ]) {
    assert.match(
      texts,
      typeof expected === 'string'
        ? new RegExp(expected.replaceAll('.', '\\.'))
        : expected,
    );
  }
  await form.keep('in-the-way', look);

  await mend();
  const lookAgain = async (page: Page) => {
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText(/^Nothing is in the way: \d+ things/).waitFor();
  };
  await lookAgain(form.page);
  assert.equal(await findings.count(), 0);
  await form.keep('no-longer-in-the-way', lookAgain);
  await form.close();
  assert.deepEqual(world.complaints, []);
}

/** Breaks what others answer for; what comes back mends it. */
async function breakWorld(
  world: World,
  service: string,
): Promise<() => Promise<void>> {
  const forge = gitlabDesk(world);
  const cluster = clusterDesk(world);
  const namespaces = '/api/v1/namespaces';
  const namespace = `${service}-dev`;
  const groups = await forge.request<Array<{ id: number; path: string }>>(
    'GET',
    '/groups?search=acme',
  );
  const { id } = await forge.request<{ id: number }>('POST', '/projects', {
    name: service,
    path: service,
    namespace_id: groups.find(({ path }) => path === 'acme')!.id,
  });
  await cluster.request('POST', namespaces, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  await cluster.request('POST', `${namespaces}/${namespace}/resourcequotas`, {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'team' },
    spec: { hard: { memory: '256Mi', 'limits.cpu': '16', pods: '10' } },
  });
  const faults = `${world.portal.sandboxUrl}/_sandbox/faults`;
  await fetch(faults, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      effect: 'status',
      status: 403,
      path: '^/jwt/auth',
    }),
  });

  return async () => {
    await fetch(faults, { method: 'DELETE' });
    await cluster.request('DELETE', `${namespaces}/${namespace}`);
    await forge.request('DELETE', `/projects/${id}`);
    const { path_with_namespace: path } = await forge.request<{
      path_with_namespace: string;
    }>('GET', `/projects/${id}`);
    await forge.request(
      'DELETE',
      `/projects/${id}?permanently_remove=true&full_path=${encodeURIComponent(
        path,
      )}`,
    );
  };
}
