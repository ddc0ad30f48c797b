import {
  formatSentence,
  Sentence,
  SentenceKey,
  sentences,
} from '@slipway/plugin-delivery-common';
import { englishWords as words } from '../__testUtils__/englishWords';
import { messages } from './messages';

type Nested = { [key: string]: string | Nested };

function flatten(nested: Nested, prefix = ''): Array<[string, string]> {
  return Object.entries(nested).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name);

describe('the texts', () => {
  it.each(Object.keys(sentences) as SentenceKey[])(
    'have the sentence %s with all that it tells',
    key => {
      const names = placeholders(sentences[key]);
      const params = Object.fromEntries(names.map(name => [name, `<${name}>`]));
      const sentence: Sentence = { key, params };
      expect(words.sentence(sentence)).toBe(formatSentence(sentence));
    },
  );

  it('are all filled and have no key that contains another', () => {
    const keys = flatten(messages).map(([key, text]) => {
      expect(text).not.toBe('');
      return key;
    });
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leave no gap in a text whose parameters are given', () => {
    for (const [key, text] of flatten(messages.operation)) {
      const names = placeholders(text);
      const params = Object.fromEntries(names.map(name => [name, name]));
      expect(words.t(`operation.${key}` as never, params)).not.toMatch(/\{\{/);
    }
  });

  it('count days', () => {
    expect(words.t('frame.age.days', { count: 1 })).toBe('1 day');
    expect(words.t('frame.age.days', { count: 3 })).toBe('3 days');
  });

  it('say so when a newer backend says what this page does not know', () => {
    expect(words.sentence({ key: 'sea.monster' as never })).toBe(
      'This page does not know the message "sea.monster"; reloading brings a newer page.',
    );
  });
});
