import { after, before, describe, it } from 'node:test';
import { argocdApiCases } from '../../sandbox/src/argocd/api/contract/apiCases.ts';
import type { ArgoCdApiAnswer } from '../../sandbox/src/argocd/api/contract/ArgoCdApiWorld.ts';
import { TestForge } from '../../sandbox/src/argocd/contract/TestForge.ts';
import { collectionPath } from './support/collectionPath.ts';
import { LabConnection } from './support/LabConnection.ts';

const url = process.env.SLIPWAY_LAB_ARGOCD_URL;

describe('the API of Argo CD, on the real argocd-server', () => {
  let lab: LabConnection;
  let forge: TestForge;

  before(async () => {
    if (!url) {
      throw new Error(
        'There is no argocd-server to test against: run npm run test:lab, or set SLIPWAY_LAB_ARGOCD_URL.',
      );
    }
    lab = LabConnection.open();
    forge = await TestForge.start();
  });
  after(async () => {
    lab?.close();
    await forge?.stop();
  });

  const ask = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<ArgoCdApiAnswer> => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    return { status: response.status, body: await response.json() };
  };

  for (const { name, run } of argocdApiCases) {
    it(name, () =>
      run({
        forgeUrl: forge.url,
        async commit(repository, files) {
          await forge.commit(repository, files);
        },
        ask,
        async has(object) {
          const path = `${collectionPath(object)}/${object.metadata.name}`;
          return (await lab.request('GET', path)).status === 200;
        },
      }),
    );
  }
});
