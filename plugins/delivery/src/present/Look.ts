import { RemixiconComponentType } from '@remixicon/react';
import { MessageKey } from '../translation';

/** How good or bad a thing is; it colours what an icon and a word already say. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** How a state is shown: never by its colour alone. */
export interface Look {
  tone: Tone;
  icon: RemixiconComponentType;
  word: MessageKey;
}

export function look(
  tone: Tone,
  icon: RemixiconComponentType,
  word: MessageKey,
): Look {
  return { tone, icon, word };
}
