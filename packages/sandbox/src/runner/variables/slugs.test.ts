import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environmentSlug, environmentTier, refSlug } from './slugs.ts';

const refs: Array<[string, string]> = [
  ['main', 'main'],
  ['feature/Add_X', 'feature-add-x'],
  ['-odd-', 'odd'],
  ['x'.repeat(70), 'x'.repeat(63)],
];
for (const [ref, slug] of refs) {
  test(`the slug of the ref ${ref} is ${slug}`, () => {
    assert.equal(refSlug(ref), slug);
  });
}

const environments: Array<[string, RegExp]> = [
  ['production', /^production$/],
  ['review/Feature', /^review-feature-[a-z0-9]{6}$/],
  ['1-first', /^env-1-first-[a-z0-9]{6}$/],
  ['a-very-long-environment-name', /^a-very-long-envir-[a-z0-9]{6}$/],
];
for (const [name, slug] of environments) {
  test(`the slug of the environment ${name} is short and its own`, () => {
    assert.match(environmentSlug(name), slug);
    assert.ok(environmentSlug(name).length <= 24);
  });
}

const tiers: Array<[string, string]> = [
  ['dev', 'development'],
  ['staging', 'staging'],
  ['production', 'production'],
  ['qa', 'testing'],
  ['shop', 'other'],
];
for (const [name, tier] of tiers) {
  test(`the tier of ${name} is ${tier}`, () => {
    assert.equal(environmentTier(name), tier);
  });
}
