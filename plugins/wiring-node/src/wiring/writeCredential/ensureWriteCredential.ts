import { ServiceNames } from '@slipway/plugin-gitops-common';
import { credentialDiff, variableDiff } from '../../diff';
import {
  CredentialValue,
  findRepository,
  Forge,
  forgeOf,
  ForgeRepository,
  ForgeVariable,
  NewCredential,
  serviceTarget,
  WantedForgeVariable,
} from '../../forge';
import { variableFingerprint } from '../../ledger';
import { Outcome, Plan, reconcile, RunContext, WiringDeps } from '../../run';
import { ensureVariable } from '../variable';
import {
  credentialReference,
  expiryDate,
  planWriteCredential,
} from './planWriteCredential';
import { assertStored, letJobsEnd, mintTried, pushUrl } from './replaceSafely';

/** @public */
export interface EnsuredWriteCredential {
  outcomes: Outcome[];
  /** The name of the credential. */
  name: string;
  /** The CI variable that holds it. */
  variable: string;
  /** A date, where it has one. */
  expiresAt?: string;
}

/**
 * Makes sure that a service's CI can write to its GitOps repository, for long enough.
 *
 * @public
 */
export async function ensureWriteCredential(
  run: RunContext,
  deps: WiringDeps,
  input: {
    service: string;
    /** How long a new one is good, where it ends; `delivery.launch.token.days` by default. */
    days?: number;
    /** Replace it also when it is good for long enough. */
    rotate?: boolean;
  },
): Promise<EnsuredWriteCredential> {
  const { host, names } = serviceTarget(deps, input.service);
  const forge = forgeOf(deps, host, run);
  const app = await findRepository(run, forge, names.appRepository.path);
  const gitops = await findRepository(run, forge, names.gitopsRepository.path);
  const name = names.tokens.ci;
  const path = names.gitopsRepository.path;
  const stored = await storedIn(forge, app, names);
  const kept = forge.variables.fit(secretVariable('', '', ''));
  const planned = planWriteCredential({
    name,
    repository: path,
    credentials: gitops ? await forge.credentials.list(gitops, 'write') : [],
    variables: stored,
    kept,
    now: deps.clock.now(),
    renewDays: deps.launch.token.renewDays,
    rotate: input.rotate ?? false,
  });
  const expiresAt = expiryDate(
    deps.clock.now(),
    input.days ?? deps.launch.token.days,
  );

  let minted: NewCredential | undefined;
  const revokeOrphans = async () => {
    for (const { id } of gitops && !run.isDryRun ? planned.orphans : []) {
      await forge.credentials.revoke(gitops!, 'write', id);
    }
  };
  const mayRevoke = async () => {
    if (!input.rotate || !app || run.isDryRun) {
      return true;
    }
    const ended = await letJobsEnd(run, deps, forge, app);
    if (!ended) {
      run.logger.warn(
        `The pipeline of ${app.path} still runs with the ${name} that was replaced, so that one is left; ` +
          'the next rotation or repair revokes it',
      );
    }
    return ended;
  };
  const credential = await reconcile(
    run,
    {
      what: 'CI credential',
      name: `${name} of ${path}`,
      thing: { kind: 'credential', host, path, name },
      diff: () =>
        credentialDiff(
          planned.orphans,
          planned.mint ? coming(forge, name, expiresAt) : undefined,
        ),
    },
    planned.plan,
    async () => {
      if (app && gitops && planned.mint) {
        const wanted = { name, expiresAt };
        minted = input.rotate
          ? await mintTried(run, forge, gitops, wanted)
          : await forge.credentials.mint(gitops, 'write', wanted);
      } else {
        await revokeOrphans();
      }
    },
  );
  const kind = kindOf(forge, minted, stored, names);
  const variable = await storeCredential(run, forge, {
    app,
    names,
    kind,
    stored,
    minted,
    plan: planned.mint ? 'write' : 'keep',
  });
  const urls = gitops ?? forge.repositories.urls(path);
  const address = await ensureVariable(run, deps, {
    host,
    path: names.appRepository.path,
    variable: {
      key: names.variables.gitopsRepository,
      value: pushUrl(kind, urls),
      secret: false,
      masked: false,
      protected: false,
      raw: true,
      environmentScope: '*',
      description: 'Slipway: the repository that deploy jobs write to',
    },
  });
  if (input.rotate && app && minted) {
    await assertStored(forge, app, keyOf(kind, names), {
      minted,
      gitops: path,
      kept,
    });
  }
  if (planned.mint && (await mayRevoke())) {
    // Last: until here the one before it still works.
    await revokeOrphans();
  }
  return {
    outcomes: [credential, variable, address],
    name,
    variable: keyOf(kind, names),
    expiresAt: minted
      ? minted.expiresAt
      : planned.held?.expiresAt ??
        (planned.mint && kind === 'password' ? expiresAt : undefined),
  };
}

/** Writes a new credential into the variable of its kind, and lets no other kind stay beside it. */
async function storeCredential(
  run: RunContext,
  forge: Forge,
  options: {
    app: ForgeRepository | undefined;
    names: ServiceNames;
    kind: CredentialValue['kind'];
    stored: ForgeVariable[];
    minted: NewCredential | undefined;
    plan: 'write' | 'keep';
  },
): Promise<Outcome> {
  const { app, names, kind, stored, minted } = options;
  const key = keyOf(kind, names);
  const { path } = names.appRepository;
  const current = stored.find(one => sameKey(one.key, key));
  const others = stored.filter(one => one !== current);
  return reconcile(
    run,
    {
      what: 'CI variable',
      name: `${key} of ${path}`,
      thing: {
        kind: 'ci-variable',
        host: forge.host,
        path,
        key,
        environmentScope: '*',
      },
      fingerprint: current && variableFingerprint(current),
      diff: () => {
        const { description, ...flags } = forge.variables.fit(
          secretVariable(key, '', ''),
        );
        return variableDiff(current, flags, 'new');
      },
    },
    planStorage(options.plan, current),
    async () => {
      if (!app || !minted) {
        return undefined;
      }
      const wanted = forge.variables.fit(
        secretVariable(
          key,
          variableValue(forge, minted),
          credentialReference(minted, names.gitopsRepository.path),
        ),
      );
      await forge.variables.put(app, wanted, current);
      for (const other of others) {
        await forge.variables.remove(app, other.key, other.environmentScope);
      }
      return variableFingerprint(wanted);
    },
  );
}

/** What minting gives, as far as it is known before. */
function coming(forge: Forge, name: string, expiresAt: string) {
  const kind = forge.credentials.kindOf('write');
  return { name, kind, ...(kind === 'password' && { expiresAt }) };
}

function planStorage(
  plan: 'write' | 'keep',
  current: ForgeVariable | undefined,
): Plan {
  if (plan === 'keep') {
    return { kind: 'unchanged' };
  }
  return current
    ? { kind: 'update', why: 'it holds a new credential' }
    : { kind: 'create' };
}

async function storedIn(
  forge: Forge,
  app: ForgeRepository | undefined,
  { variables }: ServiceNames,
): Promise<ForgeVariable[]> {
  const stored: ForgeVariable[] = [];
  for (const key of app ? [variables.gitopsToken, variables.gitopsKey] : []) {
    const found = await forge.variables.find(app!, key, '*');
    stored.push(...(found ? [found] : []));
  }
  return stored;
}

function kindOf(
  forge: Forge,
  minted: NewCredential | undefined,
  stored: ForgeVariable[],
  { variables }: ServiceNames,
): CredentialValue['kind'] {
  if (minted) {
    return minted.kind;
  }
  const [first] = stored;
  if (!first) {
    return forge.credentials.kindOf('write');
  }
  return sameKey(first.key, variables.gitopsKey) ? 'ssh-key' : 'password';
}

function keyOf(kind: CredentialValue['kind'], { variables }: ServiceNames) {
  return kind === 'ssh-key' ? variables.gitopsKey : variables.gitopsToken;
}

function sameKey(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}

/** A key in one line, by base64, where only such a secret is taken out of logs. */
function variableValue(forge: Forge, credential: CredentialValue): string {
  if (credential.kind === 'password') {
    return credential.password;
  }
  return forge.variables.secretsAreOneLine
    ? Buffer.from(credential.privateKey).toString('base64')
    : credential.privateKey;
}

function secretVariable(
  key: string,
  value: string,
  description: string,
): WantedForgeVariable {
  return {
    key,
    value,
    secret: true,
    masked: true,
    protected: true,
    raw: true,
    environmentScope: '*',
    description,
  };
}
