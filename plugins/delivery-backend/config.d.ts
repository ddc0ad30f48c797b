import { HumanDuration } from '@backstage/types';

export interface Config {
  delivery?: {
    /** The looks at the wiring of launched services. */
    wiring?: {
      /**
       * How often each service is looked at, such as `10m`; 15 minutes by default, 5 seconds at the
       * least. One in ten sooner or later, so that not all are looked at at once.
       */
      checkEvery?: string | HumanDuration;
    };
  };
}
