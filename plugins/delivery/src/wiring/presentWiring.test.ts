import { WiringStanding } from '@slipway/plugin-delivery-common';
import { englishWords as words } from '../__testUtils__/englishWords';
import { createWiring, createWiringItem } from '../testUtils';
import {
  deriveFirstEnd,
  presentActor,
  presentDone,
  presentResult,
  presentVerdict,
  presentWork,
} from './presentWiring';

describe('presentVerdict', () => {
  const item = (standing: WiringStanding) => createWiringItem({ standing });
  it.each([
    [{ checkedAt: undefined }, 'It has not been checked yet.'],
    [{}, 'Nothing of it is known.'],
    [{ items: [item('sound'), item('sound')] }, 'All 2 things are sound.'],
    [{ items: [item('broken'), item('sound')] }, 'One thing is broken.'],
    [
      { items: [item('broken'), item('broken'), item('unknown')] },
      '2 things are broken. One thing could not be looked at.',
    ],
  ])('tells what is not sound, and else that all is: %j', (fields, text) => {
    expect(presentVerdict(createWiring(fields)).map(words.say).join(' ')).toBe(
      text,
    );
  });
});

describe('work', () => {
  const work = { startedAt: '', outcomes: [] };
  it.each([
    ['repair', undefined, 'Repaired'],
    ['repair', 'no', 'Repair not finished'],
    ['rotate', undefined, 'Credential replaced'],
    ['rotate', 'no', 'Replacement not finished'],
    ['of-tomorrow', undefined, 'Done'],
    ['of-tomorrow', 'no', 'Not finished'],
  ])('%s that ends with %s', (kind, failure, text) => {
    const done = presentDone({ ...work, kind: kind as never, failure });
    expect(words.t(done)).toBe(text);
  });

  it('of a newer backend has words too', () => {
    expect(presentWork('of-tomorrow' as never)).toBe('wiring.work.unknown');
    expect(presentResult('of-tomorrow' as never)).toBe('wiring.result.unknown');
  });

  it.each([
    ['user:default/dana', 'dana'],
    ['user:other/dana', 'other/dana'],
    ['the schedule', 'the schedule'],
  ])('is by %s, called %s', (actor, name) => {
    expect(presentActor(actor)).toBe(name);
  });
});

it('the first end is that of the credential that ends first', () => {
  const items = ['2027-02-01', undefined, 'never', '2026-12-01T00:00:00Z'].map(
    expiresAt => ({ expiresAt }),
  );
  expect(deriveFirstEnd(items)).toBe('2026-12-01T00:00:00Z');
  expect(deriveFirstEnd([])).toBeUndefined();
});
