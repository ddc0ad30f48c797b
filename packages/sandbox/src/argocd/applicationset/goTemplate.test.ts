import assert from 'node:assert/strict';
import test from 'node:test';
import { executeGoTemplate, fillPlaces } from './goTemplate.ts';

const data = { name: 'dev', sync: 'automatic', on: true, at: { x: 'y' } };

const cases: Array<[string, string, string]> = [
  ['places, at any depth', 'a {{.name}} {{ .at.x }} b', 'a dev y b'],
  ['a place that is not there', '{{.nope}}', '<no value>'],
  ['a condition that holds', '{{if .on}}yes{{else}}no{{end}}', 'yes'],
  ['one that does not', '{{if not .on}}yes{{else}}no{{end}}', 'no'],
  ['a comparison', '{{if eq .sync "manual"}}m{{else}}a{{end}}', 'a'],
  ['conditions in each other', '{{if .on}}{{if .nope}}1{{end}}2{{end}}', '2'],
  [
    'space that is trimmed on either side',
    'a: 1\n{{- if ne .sync "manual" }}\nb: 2\n{{- end }}\n',
    'a: 1\nb: 2\n',
  ],
  ['space that is trimmed after', '{{ .name -}}  \n x', 'devx'],
];

for (const [rule, template, expected] of cases) {
  test(rule, () => {
    assert.equal(executeGoTemplate(template, data), expected);
  });
}

const refused: Array<[string, string, RegExp]> = [
  ['a missing key, where that is an error', '{{.nope}}', /no entry for key/],
  ['what the sandbox does not know', '{{ range .x }}', /does not know/],
  ['a condition without an end', '{{if .on}}', /unexpected EOF/],
  ['an end without a condition', '{{end}}', /unexpected/],
];

for (const [rule, template, message] of refused) {
  test(`refuses ${rule}`, () => {
    assert.throws(
      () => executeGoTemplate(template, data, ['missingkey=error']),
      message,
    );
  });
}

test('without Go templates, what is not known stays', () => {
  assert.equal(
    fillPlaces('{{name}} {{ values.a }} {{nope}}', {
      name: 'dev',
      values: { a: 'b' },
    }),
    'dev b {{nope}}',
  );
});
