import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  deliveryReadPermission,
  OperationKind,
  operationKinds,
  operationPermissions,
} from '@slipway/plugin-delivery-common';

/** What somebody may do with a service. */
export interface Allowed {
  read: boolean;
  operations: ReadonlySet<OperationKind>;
}

/** Asks for everything at once: one page makes one question. */
export async function authorize(
  permissions: PermissionsService,
  entityRef: string,
  credentials: BackstageCredentials,
): Promise<Allowed> {
  const [read, ...operations] = await permissions.authorize(
    [
      deliveryReadPermission,
      ...operationKinds.map(kind => operationPermissions[kind]),
    ].map(permission => ({ permission, resourceRef: entityRef })),
    { credentials },
  );
  return {
    read: read.result === AuthorizeResult.ALLOW,
    operations: new Set(
      operationKinds.filter(
        (_, index) => operations[index].result === AuthorizeResult.ALLOW,
      ),
    ),
  };
}
