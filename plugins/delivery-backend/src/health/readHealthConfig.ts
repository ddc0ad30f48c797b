import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const key = 'delivery.wiring.checkEvery';
const defaultMs = 15 * 60_000;
const shortestMs = 5_000;

/** The `delivery.wiring` section of the app config. */
export interface HealthConfig {
  /** How often the wiring of each service is looked at. */
  checkEveryMs: number;
}

export function readHealthConfig(config: Config): HealthConfig {
  if (!config.has(key)) {
    return { checkEveryMs: defaultMs };
  }
  const checkEveryMs = durationToMilliseconds(
    readDurationFromConfig(config, { key }),
  );
  if (!(checkEveryMs >= shortestMs)) {
    throw new InputError(
      `${key} is ${checkEveryMs} ms; a service cannot be looked at more often than every ${
        shortestMs / 1000
      } s`,
    );
  }
  return { checkEveryMs };
}
