import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';

const platformTeam = 'group:default/platform-team';

/**
 * The policy of the embedded portal, and an example for one's own: everyone sees everything, who
 * belongs to a team launches services, the team that owns a service steers it, and the platform
 * team may do all.
 */
export class DeliveryPolicy implements PermissionPolicy {
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const { permission } = request;
    const claims = user?.info.ownershipEntityRefs ?? [];
    const belongsToTeam = claims.some(claim => claim.startsWith('group:'));

    if (
      permission.attributes.action === 'read' ||
      claims.includes(platformTeam)
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (isResourcePermission(permission, 'catalog-entity')) {
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({ claims }),
      );
    }
    return {
      result: belongsToTeam ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
    };
  }
}
