import assert from 'node:assert/strict';
import { PortalError } from '../../../embedded/src/index.ts';
import { clusterDesk, gitlabDesk } from '../world/JsonDesk.ts';
import { WiringCard } from '../world/WiringCard.ts';
import type { World } from '../world/World.ts';

const repairAll = 'Repair all that Slipway can mend';
const sound = /^All \d+ things are sound\./;

interface Hook {
  id: number;
  url: string;
}

/**
 * (g) Behind the portal's back a webhook goes and a pull secret stops working. The card says so, and
 * so does the list of all; a viewer sees it and no button. A repair brings both back. Then a
 * credential is replaced: the new one is in place, the old one is of no use any more.
 */
export async function repairWiring(
  world: World,
  service: string,
): Promise<void> {
  const forge = gitlabDesk(world);
  const cluster = clusterDesk(world);
  const hooks = `/projects/${encodeURIComponent(`acme/${service}`)}/hooks`;
  const pullSecret = `/api/v1/namespaces/${service}-dev/secrets/${service}-registry`;

  const card = new WiringCard(
    await world.open('developer', WiringCard.pathOf(service)),
  );
  await card.check();
  await card.see(sound);
  await card.views.keep('wiring-sound');

  const before = await forge.request<Hook[]>('GET', hooks);
  assert.ok(before.length > 0, 'the launch made a webhook');
  for (const { id } of before) {
    await forge.request('DELETE', `${hooks}/${id}`);
  }
  await cluster.request('PATCH', pullSecret, {
    data: { '.dockerconfigjson': brokenLogin(world.portal.sandboxUrl) },
  });
  await card.check();
  await card.see(/^The webhook of .* is gone\.$/);
  await card.see(repairAll);
  await card.views.keep('wiring-broken', page => card.see(repairAll, page));
  await lookAtAll(world, service);
  await lookAsViewer(world, service);

  await card.ask(repairAll);
  await card.keepQuestion('what-a-repair-does', repairAll);
  await card.confirm('Repair', 'Repaired');
  await card.see(sound);
  await card.views.keep('wiring-repaired', page => card.see(sound, page));
  const after = await forge.request<Hook[]>('GET', hooks);
  assert.deepEqual(
    after.map(({ url }) => url).sort(),
    before.map(({ url }) => url).sort(),
  );
  const { data } = await cluster.request<{ data: Record<string, string> }>(
    'GET',
    pullSecret,
  );
  assert.notEqual(
    data['.dockerconfigjson'],
    brokenLogin(world.portal.sandboxUrl),
  );

  await replaceCredential(world, service, card);
  await card.views.close();
  assert.deepEqual(world.complaints, []);
}

/** A login that the registry refuses, in the form in which a cluster keeps it. */
function brokenLogin(sandboxUrl: string): string {
  const auth = Buffer.from('nobody:nothing').toString('base64');
  const config = { auths: { [new URL(sandboxUrl).host]: { auth } } };
  return Buffer.from(JSON.stringify(config)).toString('base64');
}

/** The list of all services has this one first, with what is wrong in words. */
async function lookAtAll(world: World, service: string): Promise<void> {
  const views = await world.open('developer', '/wiring');
  const row = views.page.getByRole('row', { name: new RegExp(service) });
  await row
    .getByText(/broken/)
    .first()
    .waitFor();
  await views.keep('wiring-of-all', page =>
    page.getByRole('row', { name: new RegExp(service) }).waitFor(),
  );
  await row.getByRole('link', { name: service, exact: true }).click();
  await views.page.getByText(repairAll).waitFor();
  await views.close();
}

/** Who may change nothing sees what is wrong, is offered nothing, and is refused by the API. */
async function lookAsViewer(world: World, service: string): Promise<void> {
  const views = await world.open('viewer', WiringCard.pathOf(service));
  const card = new WiringCard(views);
  await card.see(/^The webhook of .* is gone\.$/);
  await card.see(/^The owner of this service/);
  const offers = views.page.getByRole('button', { name: /^(Repair|Replace) / });
  assert.equal(await offers.count(), 0, 'a viewer is offered a repair');
  await views.keep('wiring-as-a-viewer', page =>
    card.see(/^The owner of this service/, page),
  );
  await views.close();

  const path = `/api/delivery/v1/services/component/default/${service}/wiring`;
  const { basis, items } = await world.client('developer').json<{
    basis: string;
    items: Array<{ key: string; standing: string }>;
  }>(path);
  const { key } = items.find(({ standing }) => standing !== 'sound')!;
  await assert.rejects(
    world.client('viewer').request(`${path}/repair`, {
      method: 'POST',
      json: { basis, items: [key] },
    }),
    (error: PortalError) => error.status === 403,
  );
}

interface AccessToken {
  id: number;
  name: string;
  active: boolean;
  revoked: boolean;
}

/** The token with which CI writes to the GitOps repository is replaced on the card. */
async function replaceCredential(
  world: World,
  service: string,
  card: WiringCard,
): Promise<void> {
  const forge = gitlabDesk(world);
  const project = encodeURIComponent(`acme/${service}-gitops`);
  const tokens = () =>
    forge.request<AccessToken[]>('GET', `/projects/${project}/access_tokens`);
  const old = (await tokens()).filter(({ active }) => active);
  assert.equal(old.length, 1, 'CI has one credential');

  const fold = /^\d+ credentials/;
  await card.button(fold).click();
  const name = await card
    .button(/^Replace CI credential /)
    .first()
    .getAttribute('aria-label');
  assert.ok(name, 'the credential of CI is on the card');
  await card.views.keep('credentials', page => card.button(fold, page).click());
  await card.ask(name);
  await card.keepQuestion('what-a-replacement-does', name);
  await card.confirm('Replace', 'Credential replaced');
  await card.views.keep('credential-replaced', page =>
    card.see('Credential replaced', page),
  );

  const now = await tokens();
  const active = now.filter(token => token.active);
  assert.equal(active.length, 1, 'there is one credential again');
  assert.notEqual(active[0].id, old[0].id);
  const left = now.find(({ id }) => id === old[0].id);
  assert.ok(!left || left.revoked, 'the old credential is of no use any more');
  await card.check();
  await card.see(sound);
}
