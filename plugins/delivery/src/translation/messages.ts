import { sentences } from '@slipway/plugin-delivery-common';
import { environmentMessages } from './environmentMessages';
import { fieldMessages } from './fieldMessages';
import { frameMessages } from './frameMessages';
import { launchMessages } from './launchMessages';
import { operationMessages } from './operationMessages';
import { pipelineMessages } from './pipelineMessages';
import { preflightMessages } from './preflightMessages';
import { rolloutMessages } from './rolloutMessages';
import { wiringMessages } from './wiringMessages';

/** Every text of the plugin in English; those that the backend says are below `sentence`. */
export const messages = {
  frame: frameMessages,
  environment: environmentMessages,
  rollout: rolloutMessages,
  pipeline: pipelineMessages,
  operation: operationMessages,
  field: fieldMessages,
  preflight: preflightMessages,
  launch: launchMessages,
  wiring: wiringMessages,
  sentence: sentences,
} as const;
