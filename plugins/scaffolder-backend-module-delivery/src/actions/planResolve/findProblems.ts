import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, toError } from '@backstage/errors';
import {
  formatSentence,
  presentPreflight,
} from '@slipway/plugin-delivery-common';
import { ServiceNames } from '@slipway/plugin-gitops-common';
import {
  Forge,
  ForgeKind,
  Place,
  preflight,
} from '@slipway/plugin-wiring-node';
import { askCatalog, LaunchDeps } from '../../run';

interface Launch {
  names: ServiceNames;
  host: string;
  places: Place[];
  forge: Forge;
  owner: string | undefined;
  environments: string[] | undefined;
  madeFor: ForgeKind | undefined;
  workload: 'Rollout' | 'Deployment';
  /** A step that looks at everything comes after. */
  thenPreflight: boolean;
  credentials: BackstageCredentials;
  signal: AbortSignal | undefined;
}

/** Everything that would stop a launch, told at once and before anything is made. */
export async function findProblems(
  deps: LaunchDeps,
  launch: Launch,
): Promise<string[]> {
  const checks: Array<() => Promise<void> | void> = [
    () => checkEnvironments(launch),
    () => checkKind(launch),
    () => checkWorkflow(launch.forge),
    () => checkOwner(deps, launch),
    () => checkEntity(deps, launch),
  ];
  const problems: string[] = [];
  for (const check of checks) {
    try {
      await check();
    } catch (error) {
      launch.signal?.throwIfAborted();
      problems.push(toError(error).message);
    }
  }
  if (!launch.thenPreflight) {
    problems.push(...(await lookAhead(deps, launch)));
  }
  return [...new Set(problems)];
}

/** Of what preflight looks at, that without which the launch would stop half-way in any case. */
async function lookAhead(deps: LaunchDeps, launch: Launch): Promise<string[]> {
  const { findings, skipped } = presentPreflight(
    await preflight(
      deps,
      {
        service: launch.names.service,
        kinds: launch.workload === 'Rollout' ? ['Rollout'] : [],
      },
      {
        only: [
          'forge',
          'group',
          'repository',
          'registry-address',
          'cluster',
          'cluster-token',
          'kinds',
        ],
        signal: launch.signal,
      },
    ),
  );
  return [
    ...findings
      .filter(({ severity }) => severity === 'blocks')
      .map(
        ({ wrong, mend }) => `${formatSentence(wrong)} ${formatSentence(mend)}`,
      ),
    // What could not be found out here would stop the launch later.
    ...skipped
      .filter(({ reason }) => reason.key !== 'preflight.skipped.after')
      .map(({ place, reason }) => `${place.name}: ${formatSentence(reason)}`),
  ];
}

function checkEnvironments({ environments, places }: Launch): void {
  const configured = places.map(({ environment }) => environment.name);
  if (
    environments &&
    [...environments].sort().join() !== [...configured].sort().join()
  ) {
    throw new Error(
      `the template is for the environments ${environments.join(
        ', ',
      )}, and delivery.environments has ${configured.join(', ')}`,
    );
  }
}

function checkKind({ madeFor, forge, host }: Launch): void {
  if (madeFor && madeFor !== forge.kind) {
    throw new Error(
      `the template is for ${
        madeFor === 'github' ? 'GitHub' : 'GitLab'
      }, and ${host} is a ${forge.title}; delivery.launch${
        madeFor === 'github' ? '.github' : ''
      } says where things go`,
    );
  }
}

/** The last thing that a launch commits is the file that says what its pipeline does. */
async function checkWorkflow({ content, pipelines }: Forge): Promise<void> {
  const refusal = await content.refusal([pipelines.definition]);
  if (refusal) {
    throw new NotAllowedError(refusal);
  }
}

async function checkOwner(
  { catalog, clock }: LaunchDeps,
  { owner, credentials, signal }: Launch,
): Promise<void> {
  const ask = async (ref: string) =>
    askCatalog(() => catalog.getEntityByRef(ref, { credentials }), {
      clock,
      signal,
    });
  if (owner && !(await ask(owner))) {
    throw new Error(`the catalog has no ${owner} to own it`);
  }
}

/** A service of the same name that somebody registered from elsewhere. */
async function checkEntity(
  { catalog, clock }: LaunchDeps,
  { names, forge, credentials, signal }: Launch,
): Promise<void> {
  const entity = await askCatalog(
    () => catalog.getEntityByRef(names.entityRef, { credentials }),
    { clock, signal },
  );
  const slug = entity?.metadata.annotations?.[`${forge.kind}.com/project-slug`];
  if (entity && slug !== names.appRepository.path) {
    throw new Error(
      `the catalog has a ${names.entityRef} already, of ${
        slug ? `the repository ${slug}` : 'another origin'
      }; choose another name`,
    );
  }
}
