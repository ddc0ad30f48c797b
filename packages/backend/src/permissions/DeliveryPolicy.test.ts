import { catalogEntityDeletePermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  deliveryReadPermission,
  operationPermissions,
  preflightPermission,
  repairPermission,
  rotatePermission,
} from '@slipway/plugin-delivery-common';
import { DeliveryPolicy } from './DeliveryPolicy';

const team = ['user:default/developer', 'group:default/service-team'];
const platform = ['user:default/platform-owner', 'group:default/platform-team'];
const nobody = ['user:default/viewer'];

const userWith = (claims: string[]) =>
  ({
    info: { userEntityRef: claims[0], ownershipEntityRefs: claims },
  } as unknown as PolicyQueryUser);

describe('DeliveryPolicy', () => {
  const policy = new DeliveryPolicy();

  it.each([
    ['a developer', team],
    ['the platform team', platform],
    ['a viewer', nobody],
  ])('lets %s see the delivery of a service', async (_who, claims) => {
    await expect(
      policy.handle({ permission: deliveryReadPermission }, userWith(claims)),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
  });

  it.each(
    [
      ...Object.values(operationPermissions),
      repairPermission,
      rotatePermission,
    ].map(p => [p.name, p] as const),
  )('binds %s to the ownership of the service', async (_name, permission) => {
    await expect(
      policy.handle({ permission }, userWith(team)),
    ).resolves.toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: { rule: 'IS_ENTITY_OWNER', params: { claims: team } },
    });
    await expect(
      policy.handle({ permission }, userWith(platform)),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
  });

  it('lets those with a team look at what is in the way of a launch', async () => {
    const permission = preflightPermission;
    await expect(
      policy.handle({ permission }, userWith(team)),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
    await expect(
      policy.handle({ permission }, userWith(nobody)),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });

  it('refuses whatever changes something to those without a team', async () => {
    const permission = {
      type: 'basic' as const,
      name: 'scaffolder.task.create',
      attributes: { action: 'create' as const },
    };

    await expect(
      policy.handle({ permission }, userWith(nobody)),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
    await expect(
      policy.handle({ permission }, userWith(team)),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
    await expect(policy.handle({ permission }, undefined)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('lets the owner, and nobody else of the teams, remove an entity', async () => {
    await expect(
      policy.handle(
        { permission: catalogEntityDeletePermission },
        userWith(team),
      ),
    ).resolves.toMatchObject({ result: AuthorizeResult.CONDITIONAL });
  });
});
