import {
  formatSentence,
  SentenceKey,
  sentenceParameters,
  sentences,
} from './messages';

const keys = Object.keys(sentences) as SentenceKey[];

describe('formatSentence', () => {
  it('puts the parameters in their places', () => {
    expect(
      formatSentence({
        key: 'rollout.pausedForPerson',
        params: { image: '3f2a91c-42', weight: 20 },
      }),
    ).toBe(
      'Waiting for someone to promote 3f2a91c-42: 20 % of the traffic goes to it.',
    );
  });

  it('takes zero for a value', () => {
    expect(
      formatSentence({
        key: 'rollout.pausedForPerson',
        params: { image: 'v1', weight: 0 },
      }),
    ).toContain(': 0 % of');
  });

  it('does not read what looks like a pattern in a parameter', () => {
    expect(
      formatSentence({
        key: 'environment.healthy',
        params: { live: '$& {{wanted}}' },
      }),
    ).toBe('$& {{wanted}} is live and healthy.');
  });
});

describe('sentenceParameters', () => {
  it('names the parameters of a sentence', () => {
    expect(sentenceParameters('environment.outOfSync')).toEqual([
      'live',
      'wanted',
    ]);
    expect(sentenceParameters('environment.noApplication')).toEqual([]);
  });
});

describe('the catalogue', () => {
  it.each(keys)('%s is a sentence of at most two lines', key => {
    const text: string = sentences[key];
    expect(text).toMatch(/^[A-Z{].*\.$/);
    expect(text.length).toBeLessThanOrEqual(140);
    expect(text).not.toMatch(/\s{2}|\{\{\s|\s\}\}/);
    expect(text.replace(/\{\{\w+\}\}/g, '')).not.toMatch(/[{}]/);
  });

  it('tells the way out of every obstacle', () => {
    const whats = keys.filter(it => /^obstacle\..*\.what$/.test(it));
    const nexts = keys.filter(it => /^obstacle\..*\.next$/.test(it));
    const shared: Record<string, string> = {
      crashWithCode: 'crash',
      syncFailedOn: 'syncFailed',
    };
    for (const what of whats) {
      const name = what.split('.')[1];
      expect(nexts).toContain(`obstacle.${shared[name] ?? name}.next`);
    }
  });
});
