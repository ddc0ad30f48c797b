import { resourceKinds } from '@slipway/plugin-delivery-node';
import { readDockerConfigSecret } from '@slipway/plugin-gitops-common';
import { findObject } from '../cluster';
import { registryUrl } from '../config';
import { canFetch, canPull, canPush } from '../forge';
import { SandboxProcess } from '../preflight/__testUtils__/SandboxProcess';
import { repositorySecretValue } from '../wiring/argocdRepository';
import { credentialReference } from '../wiring/writeCredential';
import { Interruption } from './__testUtils__/Interruption';
import { LaunchedService } from './__testUtils__/LaunchedService';
import { Receiver } from './__testUtils__/Receiver';

jest.setTimeout(300_000);

let sandbox: SandboxProcess;
let receiver: Receiver;
beforeAll(async () => {
  [sandbox, receiver] = await Promise.all([
    SandboxProcess.start(),
    Receiver.start(),
  ]);
  await fetch(`${sandbox.url}/_sandbox/github/rate-limit`, {
    method: 'PUT',
    body: JSON.stringify({ limit: 1_000_000 }),
  });
}, 120_000);
afterAll(async () => {
  await sandbox?.stop();
  await receiver?.stop();
});

type Use = 'write' | 'read' | 'pull';
type Kind = 'gitlab' | 'github';

const cases: Array<[Kind, Use]> = [
  ['gitlab', 'write'],
  ['gitlab', 'read'],
  ['gitlab', 'pull'],
  ['github', 'write'],
  ['github', 'read'],
];

/** Each place that a credential is in, by whether what it holds works there now. */
type Probe = () => Promise<boolean>;

function probesOf(it: LaunchedService, use: Use): Probe[] {
  const secretIn = (environment: string, namespace: string, name: string) =>
    findObject(it.cluster(environment), resourceKinds.secret, {
      namespace,
      name,
    });
  switch (use) {
    case 'read':
      return [
        async () => {
          const name = it.names.argocdRepositorySecret;
          const credential = repositorySecretValue(
            await secretIn('dev', 'argocd', name),
          );
          const url = it.forge.credentials.readUrl(await it.gitops());
          return credential !== undefined && canFetch({ url, credential });
        },
      ];
    case 'pull':
      return ['dev', 'staging', 'production'].map(environment => async () => {
        const registry = it.deps.launch.registryHost!;
        const credential = readDockerConfigSecret(
          await secretIn(
            environment,
            `${it.service}-${environment}`,
            it.names.pullSecret,
          ),
          registry,
        );
        return (
          credential !== undefined &&
          canPull({
            registryUrl: registryUrl(registry),
            repository: it.appPath,
            credential,
          })
        );
      });
    case 'write':
      return [() => refersToActive(it)];
    default:
      throw new TypeError(`Not a use: ${use satisfies never}`);
  }
}

/**
 * The value of the variable is given back by no forge. What can be told is that the credential that it
 * refers to is active; on GitHub it refers to none for the moment in which it is written.
 */
async function refersToActive(it: LaunchedService): Promise<boolean> {
  const app = await it.app();
  const variable = await it.forge.variables.find(app, it.secretKey, '*');
  if (!variable) {
    return false;
  }
  // After the variable: what is active then was so when it was read, or is newer.
  const active = await activeOf(it, 'write');
  return (
    (it.kind === 'github' && variable.description === '') ||
    active.some(
      one => credentialReference(one, it.gitopsPath) === variable.description,
    ) ||
    // It was replaced between the two looks.
    (await it.forge.variables.find(app, it.secretKey, '*'))?.description !==
      variable.description
  );
}

async function activeOf(it: LaunchedService, use: Use) {
  const repository = await (use === 'pull' ? it.app() : it.gitops());
  const { name } = it.credential(use);
  return (await it.forge.credentials.list(repository, use)).filter(
    one => one.active && one.name === name,
  );
}

describe.each(cases)('on %s, the credential to %s', (kind, use) => {
  const launched = (name: string) =>
    new LaunchedService(
      sandbox,
      receiver,
      kind,
      `${kind}-${use}-${name}`,
    ).launch();

  it('works in each place at each moment of its rotation', async () => {
    const it = await launched('probed');
    const [before] = await activeOf(it, use);
    const seen: boolean[] = [];
    let isRotating = true;
    const probing = probesOf(it, use).map(async probe => {
      while (isRotating) {
        seen.push(await probe());
      }
    });
    const outcomes = await it.rotate(it.credential(use));
    isRotating = false;
    await Promise.all(probing);
    expect(seen.filter(works => !works)).toEqual([]);
    expect(seen.length).toBeGreaterThan(1);
    expect(outcomes[0].result).toBe('updated');
    const after = await activeOf(it, use);
    expect(after).toHaveLength(1);
    expect(after[0].id).not.toBe(before.id);
    const { items } = await it.check();
    expect(items.flatMap(({ faults }) => faults)).toEqual([]);
    expect(JSON.stringify(it.logs)).not.toMatch(/gldt-|glpat-|PRIVATE KEY/);
  });

  it('works after a rotation that died at any remote call, and the next one leaves one', async () => {
    const it = await launched('crashed');
    const interruption = new Interruption();
    const { deps } = it;
    const rotateWithin = async () => {
      it.deps = { ...deps, clusters: interruption.clusters(deps.clusters) };
      interruption.install();
      try {
        return await it.rotate(it.credential(use));
      } finally {
        interruption.restore();
        it.deps = deps;
      }
    };
    interruption.live();
    await rotateWithin();
    const writes = [...interruption.writes];
    expect(writes.length).toBeGreaterThan(2);
    // A call that reads changes nothing: it is the same as dying before the next that writes.
    for (const call of writes) {
      for (const afterEffect of [false, true]) {
        interruption.dieAt(call, { afterEffect });
        await expect(rotateWithin()).rejects.toThrow();
        for (const probe of probesOf(it, use)) {
          expect(await probe()).toBe(true);
        }
        await it.rotate(it.credential(use));
        expect(await activeOf(it, use)).toHaveLength(1);
      }
    }
    const { items } = await it.check();
    expect(items.flatMap(({ faults }) => faults)).toEqual([]);
  });
});

it('on GitLab the value that CI is given can push at each moment of its rotation', async () => {
  const it = new LaunchedService(sandbox, receiver, 'gitlab', 'pushes');
  const real = globalThis.fetch;
  let password = '';
  globalThis.fetch = async (input, init) => {
    const answer = await real(input, init);
    if (
      answer.ok &&
      ['POST', 'PUT'].includes(init?.method ?? '') &&
      String(input).includes('/variables')
    ) {
      const { key, value } = { key: String(input), ...readBody(init?.body) };
      password = /GITOPS_TOKEN/.test(key) ? value : password;
    }
    return answer;
  };
  try {
    await it.launch();
    const url = (await it.gitops()).cloneUrl;
    const before = password;
    const works = (value: string) =>
      canPush({
        url,
        credential: { kind: 'password', username: 'ci', password: value },
      });
    const seen: boolean[] = [];
    let isRotating = true;
    const probing = (async () => {
      while (isRotating) {
        const value = password;
        // One that was replaced while it was tried has had its day.
        seen.push((await works(value)) || value !== password);
      }
    })();
    await it.rotate(it.credential('write'));
    isRotating = false;
    await probing;
    expect(seen.filter(one => !one)).toEqual([]);
    expect(seen.length).toBeGreaterThan(1);
    expect(password).not.toBe(before);
    expect(await works(password)).toBe(true);
    expect(await works(before)).toBe(false);
  } finally {
    globalThis.fetch = real;
  }
});

function readBody(body: unknown): { key?: string; value: string } {
  return JSON.parse(String(body));
}

it('a credential of the app config is not rotated', async () => {
  const it = new LaunchedService(sandbox, receiver, 'github', 'configured');
  await expect(it.rotate(it.credential('pull'))).rejects.toThrow(
    /delivery\.launch\.registry|no repository/,
  );
});
