import type { Health, HealthCode } from '../model/Application.ts';

const FROM_BEST: HealthCode[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

export function isWorse(current: HealthCode, other: HealthCode): boolean {
  return FROM_BEST.indexOf(other) > FROM_BEST.indexOf(current);
}

/**
 * The health of an Application: the worst of what lives. What is missing does not count beside
 * something that is there; where nothing is there, all of it is missing.
 */
export function aggregateHealth(
  resources: Array<{ isLive: boolean; health: Health | undefined }>,
): HealthCode {
  const worst = resources
    .filter(({ isLive }) => isLive)
    .flatMap(({ health }) => health?.status ?? [])
    .reduce<HealthCode>(
      (current, other) => (isWorse(current, other) ? other : current),
      'Healthy',
    );
  const isNothingThere =
    resources.length > 0 && resources.every(({ isLive }) => !isLive);
  return isNothingThere ? 'Missing' : worst;
}
