import { Sentence, Standing } from '@slipway/plugin-delivery-common';

/** How an environment stands, in words, since when. */
export interface Verdict {
  standing: Standing;
  sentence: Sentence;
  since?: string;
}
