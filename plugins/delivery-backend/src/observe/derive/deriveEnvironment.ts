import { DerivedEnvironment, EnvironmentInput } from './EnvironmentInput';
import { environmentNamespace } from '@slipway/plugin-delivery-node';

/**
 * The state of one environment. Pure; `previous` is the state derived before, which keeps `since`
 * steady and the cause of a failing sync known while it is being tried again.
 */
export function deriveEnvironment(
  input: EnvironmentInput,
  _previous?: DerivedEnvironment,
): DerivedEnvironment {
  const { environment, service } = input;
  return {
    name: environment.name,
    title: environment.title,
    rank: environment.rank,
    cluster: environment.cluster,
    namespace: environmentNamespace(environment, service),
    standing: 'empty',
    sentence: { key: 'environment.noApplication' },
    sync: 'unknown',
    health: 'unknown',
    obstacles: [],
  };
}
