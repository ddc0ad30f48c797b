import { existsSync, readdirSync } from 'fs';
import { join, resolve } from 'path';
import {
  formatSentence,
  Sentence,
  sentenceParameters,
} from '@slipway/plugin-delivery-common';
import expected from '../__fixtures__/sentences.json';
import { Frame, replayRecording } from '../__fixtures__/replayRecording';
import { Truth, truths } from '../__fixtures__/truths';
import { deriveOperations } from './deriveOperations';

const trimmed = resolve(__dirname, '../__fixtures__/recordings');
const originals = resolve(__dirname, '../../../../../../shared/recordings');
const recordings = readdirSync(trimmed).filter(it => it.endsWith('.ndjson'));

/** What a person would have seen: each sentence once for as long as it stood. */
interface Said {
  t: number;
  words: string;
}

function wordsOf({ state }: Frame): string {
  return `${state.standing}: ${formatSentence(state.sentence)}`;
}

function said(frames: Frame[]): Said[] {
  return frames
    .map(frame => ({ t: frame.t, words: wordsOf(frame) }))
    .filter((it, index, list) => it.words !== list[index - 1]?.words);
}

/** Sentences that came back within a second after another one had stood in between. */
function flips(list: Said[]): string[] {
  return list.flatMap((it, index) => {
    const [before, between] = [list[index - 2], list[index - 1]];
    const isBack = before?.words === it.words && it.t - between.t <= 1;
    return isBack ? [`${it.words} | ${between.words}`] : [];
  });
}

/**
 * Flips that are true: the controller has not looked at the newest writing of the Rollout, so
 * nobody can call it healthy; then it finds that there is nothing to do.
 */
const trueFlips: Record<string, string[]> = {
  'canary-paused-by-user-restarted-and-rolled-back': [
    'healthy: v1 is live and healthy. | progressing: A change of the settings is being taken up.',
  ],
};

function untruths(frames: Frame[], truth: Truth): string[] {
  return frames
    .filter(it => truth.applies(it) && !truth.holds(it))
    .map(it => `${it.t.toFixed(2)} ${wordsOf(it)} since ${it.state.since}`);
}

function missingParameters({ key, params = {} }: Sentence): string[] {
  return sentenceParameters(key).filter(
    it => params[it] === undefined || params[it] === '',
  );
}

function sentencesOf({ state, input }: Frame): Sentence[] {
  return [
    state.sentence,
    ...(state.rollout ? [state.rollout.sentence] : []),
    ...state.obstacles.flatMap(it => [it.what, it.next]),
    ...deriveOperations(input).map(it => it.effect),
  ];
}

it('puts every truth to the test', () => {
  const frames = recordings.flatMap(it => replayRecording(join(trimmed, it)));
  const untested = truths.filter(it => !frames.some(it.applies));
  expect(untested.map(it => it.name)).toEqual([]);
});

describe.each([
  ['trimmed', trimmed],
  ['original', originals],
])('the %s recordings', (kind, folder) => {
  if (!existsSync(folder)) {
    it(`are left out: ${kind} recordings are not at ../shared/recordings`, () => {
      expect(existsSync(folder)).toBe(false);
    });
    return;
  }

  describe.each(recordings.map(it => it.replace('.ndjson', '')))('%s', name => {
    let frames: Frame[];
    beforeAll(() => {
      frames = replayRecording(join(folder, `${name}.ndjson`));
    });

    it.each(truths.map(it => [it.name, it] as const))('%s', (_, truth) => {
      expect(untruths(frames, truth)).toEqual([]);
    });

    it('never says one thing, then another, then the first again within a second', () => {
      expect(flips(said(frames))).toEqual(trueFlips[name] ?? []);
    });

    it('says these sentences, one after the other', () => {
      expect(said(frames).map(it => it.words)).toEqual(
        (expected as Record<string, string[]>)[name],
      );
    });

    it('gives every sentence its parameters', () => {
      const incomplete = frames
        .flatMap(sentencesOf)
        .filter(it => missingParameters(it).length > 0);
      expect(incomplete).toEqual([]);
    });

    it('gives every obstacle a way out', () => {
      const without = frames
        .filter(it => it.state.standing === 'degraded')
        .filter(it => it.state.obstacles.length === 0);
      expect(without.map(wordsOf)).toEqual([]);
    });
  });
});

describe('the trimmed recordings, seen otherwise', () => {
  const names = recordings.map(it => it.replace('.ndjson', ''));

  it.each([
    'Application',
    'Rollout',
    'ReplicaSet',
    'Pod',
    'AnalysisRun',
    'Deployment',
  ])(
    'by a watch of %ss that is a third of a second behind the others',
    kind => {
      for (const name of names) {
        const frames = replayRecording(join(trimmed, `${name}.ndjson`), {
          lag: { [kind]: 0.3 },
        });
        expect([name, truths.flatMap(it => untruths(frames, it))]).toEqual([
          name,
          [],
        ]);
        expect([name, flips(said(frames))]).toEqual([
          name,
          trueFlips[name] ?? [],
        ]);
      }
    },
  );

  it('by a portal that is restarted at every event', () => {
    for (const name of names) {
      const frames = replayRecording(join(trimmed, `${name}.ndjson`), {
        forgets: true,
      });
      expect([name, truths.flatMap(it => untruths(frames, it))]).toEqual([
        name,
        [],
      ]);
    }
  });
});
