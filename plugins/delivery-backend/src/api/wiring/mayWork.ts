import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  repairPermission,
  rotatePermission,
} from '@slipway/plugin-delivery-common';
import { FleetMember } from '../../health';
import { ApiContext } from '../ApiContext';
import { authorizeLaunches } from '../launches/authorizeLaunches';

/** The permission for each kind of work. */
export const workPermissions = {
  repair: repairPermission,
  rotate: rotatePermission,
} as const;

/** Whether somebody may have the wiring of a service worked at; only people may. */
export async function mayWork(
  context: ApiContext,
  member: FleetMember,
  kind: keyof typeof workPermissions,
  credentials: BackstageCredentials,
): Promise<boolean> {
  if (!context.auth.isPrincipal(credentials, 'user')) {
    return false;
  }
  const may = await authorizeLaunches(
    context,
    [member],
    workPermissions[kind],
    credentials,
  );
  return may.has(member);
}
