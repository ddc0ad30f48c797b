import { ForgeHookEvent } from '../../forge';
import { planHook } from './planHook';

const url = 'https://portal.example.com/api/events/http/github';
const wanted = { url, events: ['push', 'pipeline', 'job'] as const };
const hook = (fields: object = {}) => ({
  id: '7',
  url,
  active: true,
  verifiesTls: true,
  events: [...wanted.events] as ForgeHookEvent[],
  ...fields,
});

it.each([
  ['there is none', [], 'create'],
  ["there is somebody else's", [hook({ url: 'https://x.example' })], 'create'],
  ['it is as wanted', [hook()], 'unchanged'],
  [
    'an event is missing',
    [hook({ events: ['push'] })],
    'pipeline events, job events',
  ],
  [
    'somebody has switched it off',
    [hook({ active: false })],
    'it was switched off',
  ],
  [
    'certificates are not looked at',
    [hook({ verifiesTls: false })],
    'verification of the certificate',
  ],
])('planHook when %s', (_, hooks, expected) => {
  const { plan, id } = planHook(hooks, wanted);
  expect(plan.kind === 'update' ? plan.why : plan.kind).toBe(expected);
  expect(id).toBe(plan.kind === 'create' ? undefined : '7');
});
