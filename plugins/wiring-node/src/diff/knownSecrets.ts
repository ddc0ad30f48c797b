import { WiringDeps } from '../run/WiringDeps';

/**
 * The values of the app config that are secret, so that no text with one of them in it is shown.
 *
 * @public
 */
export function knownSecrets(
  deps: Pick<WiringDeps, 'integrations' | 'delivery' | 'launch'>,
): string[] {
  const { integrations, delivery, launch } = deps;
  return [
    delivery.webhookSecret,
    launch.registry?.password,
    launch.github?.registry?.password,
    ...integrations.gitlab.list().map(({ config }) => config.token),
    ...integrations.github.list().map(({ config }) => config.token),
  ].flatMap(value => (value ? [value] : []));
}
