import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SeenRequest } from '../worker/protocol.ts';
import { cellOf, faultKinds } from './Cell.ts';
import { listCells, matchesName, reasonAgainst } from './listCells.ts';
import { planFault } from './planFault.ts';
import { randomOf, shuffled } from './random.ts';
import { readSteps } from './readSteps.ts';

describe('cells', () => {
  for (const forge of ['gitlab', 'github'] as const) {
    it(`every step of the template on ${forge} has its cells, or a reason for none`, async () => {
      const steps = await readSteps(forge);
      const names = new Set(listCells(forge, steps).map(({ name }) => name));
      assert.ok(steps.length > 20);
      for (const step of steps) {
        for (const kind of faultKinds) {
          const reason = reasonAgainst(forge, step, kind);
          for (const ending of ['rerun', 'take-back']) {
            const name = `${forge}/${step.id}/${kind}/${ending}`;
            assert.equal(names.has(name), reason === undefined, name);
          }
        }
      }
    });
  }

  it('a step that is new has cells by itself', () => {
    const step = { id: 'new', action: 'delivery:new', conditional: false };
    const cells = listCells('gitlab', [step]);
    assert.equal(cells.length, (faultKinds.length - 1) * 2);
  });

  it('a name with * is for all that fit, and one without for one', () => {
    const name = 'github/catalog/reset/rerun';
    assert.ok(matchesName(name, name));
    assert.ok(matchesName('github/*/reset/*', name));
    assert.ok(!matchesName('github/catalog', name));
    assert.ok(!matchesName('gitlab/*', name));
  });
});

describe('the seed', () => {
  it('gives the same order each time, and another for another seed', () => {
    const all = Array.from({ length: 50 }, (_, index) => index);
    const order = (seed: string) => shuffled(randomOf(seed), all).join();
    assert.equal(order('1'), order('1'));
    assert.notEqual(order('1'), order('2'));
    assert.deepEqual(
      shuffled(randomOf('1'), all).sort((a, b) => a - b),
      all,
    );
  });
});

describe('planning a fault', () => {
  const request = (
    kind: SeenRequest['class'],
    nth: number,
    method: string,
    path: string,
  ): SeenRequest => ({ step: 'catalog', class: kind, nth, method, path });
  const recorded = [
    request('read', 1, 'GET', '/api/v4/projects/1'),
    request('ledger', 1, 'POST', '/api/delivery/v1/launches/t/entries'),
    request('portal-write', 1, 'POST', '/api/catalog/locations'),
  ];
  const cell = (kind: (typeof faultKinds)[number], ending = 'rerun' as const) =>
    cellOf({ forge: 'gitlab', step: 'catalog', kind, ending });

  it('hits the same request for the same seed, and in time each of the step', () => {
    const hit = (seed: string) =>
      planFault(cell('reset'), 't', 'web', recorded, seed).words;
    assert.equal(hit('a'), hit('a'));
    const seeds = Array.from({ length: 60 }, (_, index) => String(index));
    assert.equal(new Set(seeds.map(hit)).size, recorded.length);
  });

  it('is for one request of one launch, and no other', () => {
    const { rules, aim } = planFault(
      cell('conflict'),
      't-1',
      'web',
      recorded,
      'a',
    );
    assert.equal(rules.length, 1);
    assert.ok(aim && 'class' in aim);
    const caller = new RegExp(rules[0].caller!);
    assert.ok(caller.test(`t-1/catalog/${aim.class}/${aim.nth}`));
    assert.ok(!caller.test(`t-1/catalog/${aim.class}/${aim.nth}0`));
    assert.ok(!caller.test(`t-2/catalog/${aim.class}/${aim.nth}`));
  });

  it('lets an error of a server last, so that trying again does not help', () => {
    const { rules, aim } = planFault(
      cell('server-error'),
      't',
      'web',
      recorded,
      'a',
    );
    assert.ok(aim && 'class' in aim);
    const caller = new RegExp(rules[0].caller!);
    assert.ok(caller.test(`t/catalog/${aim.class}/${aim.nth + 3}`));
  });

  it('hits a step that asks nobody as it begins', () => {
    const plan = planFault(cell('killed-during'), 't', 'web', [], 'a');
    assert.deepEqual(plan.aim, { step: 'catalog' });
    assert.equal(plan.act, 'kill-during');
  });
});
