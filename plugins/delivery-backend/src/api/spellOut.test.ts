import { formatSentence, sentences } from '@slipway/plugin-delivery-common';
import { spellOut } from './spellOut';

describe('spellOut', () => {
  const key = Object.keys(sentences)[0] as keyof typeof sentences;

  it('gives each sentence its text, however deep it stands', () => {
    const sentence = { key, params: { application: 'payments-dev' } };

    expect(
      spellOut({ value: [{ name: 'dev', sentence }], version: 3 }),
    ).toEqual({
      value: [
        {
          name: 'dev',
          sentence: { ...sentence, text: formatSentence(sentence as never) },
        },
      ],
      version: 3,
    });
  });

  it('leaves what only looks like one alone', () => {
    const value = { key: 'no such sentence', nothing: null };

    expect(spellOut(value)).toEqual(value);
  });
});
