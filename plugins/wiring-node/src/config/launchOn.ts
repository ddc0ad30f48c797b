import { LaunchConfig } from './LaunchConfig';

/**
 * A kind of forge, as templates are made for one.
 *
 * @public
 */
export type ForgeKind = 'gitlab' | 'github';

/**
 * The config of launches for one kind of forge: with the places of its own section, where there is
 * one. Nothing of another forge's registry is mixed into them.
 *
 * @public
 */
export function launchOn(
  launch: LaunchConfig,
  kind: ForgeKind | undefined,
): LaunchConfig {
  if (kind !== 'github' || !launch.github) {
    return launch;
  }
  const { host, group, registryHost, registry, repositoryCredential } =
    launch.github;
  return {
    ...launch,
    host,
    group,
    registryHost,
    registry,
    repositoryCredential,
  };
}
