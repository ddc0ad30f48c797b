import { Thing } from '../run';
import { checkApplication } from './checks/applicationCheck';
import { checkCatalog } from './checks/catalogCheck';
import { checkCredential } from './checks/credentialCheck';
import { checkHook } from './checks/hookCheck';
import { checkNamespace, checkQuota } from './checks/namespaceCheck';
import { checkOther } from './checks/otherCheck';
import { checkProject } from './checks/projectCheck';
import { checkPullSecret } from './checks/pullSecretCheck';
import { checkRepository } from './checks/repositoryCheck';
import { checkRepositorySecret } from './checks/repositorySecretCheck';
import {
  checkAddressVariable,
  checkWriteVariable,
} from './checks/variableCheck';
import { Sighting } from './Sighting';
import { WiringCheckInput } from './WiringInput';
import { WiringItem } from './WiringItem';
import { WiringLook } from './WiringLook';

/** Looks at one item as its role asks for. */
export async function checkItem(
  look: WiringLook,
  item: WiringItem,
  input: WiringCheckInput,
): Promise<Sighting> {
  const { role, thing } = item;
  switch (role.kind) {
    case 'repository': {
      const { path } = of(thing, 'repository');
      const launched = launchedBranch(input, path);
      return checkRepository(look, path, { side: role.side, launched });
    }
    case 'write-credential':
      return checkCredential(look, of(thing, 'credential'), 'write');
    case 'read-credential':
      return checkCredential(look, of(thing, 'credential'), 'read');
    case 'pull-credential':
      return checkCredential(look, of(thing, 'credential'), 'pull');
    case 'write-variable':
      return checkWriteVariable(look, of(thing, 'ci-variable').key);
    case 'address-variable':
      return checkAddressVariable(look, of(thing, 'ci-variable').key);
    case 'portal-hook':
      return checkHook(look, of(thing, 'webhook'), { isPortals: true });
    case 'namespace':
      return checkNamespace(look, role.place);
    case 'quota':
      return checkQuota(look, role.place);
    case 'pull-secret':
      return checkPullSecret(look, role.place);
    case 'project':
      return checkProject(look, role.argocd, role.places);
    case 'repository-secret':
      return checkRepositorySecret(look, role.argocd);
    case 'application':
      return checkApplication(look, role.place, {
        entityRef: input.entityRef,
        launched: launchedBranch(input, look.names.gitopsRepository.path),
        image: input.images?.find(
          ({ environment }) => environment === role.place.environment.name,
        )?.image,
      });
    case 'catalog':
      return checkCatalog(look, of(thing, 'catalog-location').url, {
        isRegistered: item.entry !== undefined,
        annotations: input.annotations,
      });
    case 'other':
      return checkOther(look, item);
    default:
      throw new TypeError(`Not a role: ${role satisfies never}`);
  }
}

/** The branch that a launch has put its files on. */
function launchedBranch(
  { entries }: WiringCheckInput,
  path: string,
): string | undefined {
  for (const { thing } of entries) {
    if (thing.kind === 'content' && thing.path === path) {
      return thing.branch;
    }
  }
  return undefined;
}

function of<K extends Thing['kind']>(
  thing: Thing,
  kind: K,
): Extract<Thing, { kind: K }> {
  if (thing.kind !== kind) {
    throw new TypeError(`A ${kind} is not a ${thing.kind}`);
  }
  return thing as Extract<Thing, { kind: K }>;
}
