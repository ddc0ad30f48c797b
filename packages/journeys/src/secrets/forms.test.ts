import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { secretForms } from './forms.ts';

describe('secretForms', () => {
  const secret = 'canary-4711-plain+text';

  for (const before of ['', 'a', 'ab', 'abc', 'user:', 'x-oauth:']) {
    it(`finds the secret in base64 after '${before}'`, () => {
      const text = Buffer.from(`${before}${secret}@host`).toString('base64');

      assert.ok(secretForms(secret).some(form => text.includes(form)));
    });
  }

  it('finds it in a URL and in hexadecimal', () => {
    const forms = secretForms(secret);

    assert.ok(forms.includes('canary-4711-plain%2Btext'));
    assert.ok(forms.includes(Buffer.from(secret).toString('hex')));
  });

  it('does not find it in something else', () => {
    const text = Buffer.from('canary-4712-plain+text').toString('base64');

    assert.ok(!secretForms(secret).some(form => text.includes(form)));
  });
});
