import { MemoryLedger } from './MemoryLedger';
import { Intent, LedgerEntry } from './LedgerEntry';
import { thingKey } from '../run/Thing';

const thing = {
  kind: 'repository',
  host: 'gitlab.example.com',
  path: 'acme/payments',
} as const;

type Step =
  | ['intend', string, Intent['plan'], Partial<Intent>?]
  | ['settle', string, 'created' | 'updated' | 'taken-back' | 'kept', string?];

/** What the ledger holds after the steps, each of a launch. */
async function after(steps: Step[]): Promise<LedgerEntry> {
  const ledger = new MemoryLedger('one', new Map(), () => new Date(0));
  for (const [verb, launch, word, last] of steps) {
    const own = ledger.next(launch);
    if (verb === 'intend') {
      await own.intend({
        thing,
        what: 'app repository',
        name: 'acme/payments',
        plan: word,
        ...last,
      });
    } else {
      await own.settle(thing, { result: word, fingerprint: last });
    }
  }
  return ledger.entries.get(thingKey(thing))!;
}

const cases: Array<[string, Step[], Partial<LedgerEntry>]> = [
  [
    'the intent is there before the effect',
    [['intend', 'one', 'create']],
    { status: 'intended', origin: 'created', madeBy: 'one' },
  ],
  [
    'what was created is, with its fingerprint',
    [
      ['intend', 'one', 'create'],
      ['settle', 'one', 'created', 'f1'],
    ],
    { status: 'created', origin: 'created', fingerprint: 'f1' },
  ],
  [
    'what is found after a crash was created by the launch that meant to',
    [
      ['intend', 'one', 'create'],
      ['intend', 'two', 'unchanged', { fingerprint: 'f1' }],
    ],
    {
      status: 'created',
      origin: 'created',
      madeBy: 'one',
      launch: 'two',
      fingerprint: 'f1',
    },
  ],
  [
    'what is found after a crash, and belongs to nobody, was not',
    [
      ['intend', 'one', 'create'],
      ['intend', 'two', 'update', { adopts: true }],
      ['settle', 'two', 'updated'],
    ],
    { status: 'adopted', origin: 'adopted', madeBy: 'two' },
  ],
  [
    'what the ledger does not know was there before',
    [['intend', 'one', 'unchanged']],
    { status: 'adopted', origin: 'adopted', madeBy: 'one' },
  ],
  [
    'what was there before and is changed is adopted',
    [
      ['intend', 'one', 'update'],
      ['settle', 'one', 'updated', 'f1'],
    ],
    { status: 'adopted', origin: 'adopted' },
  ],
  [
    'what an earlier launch created stays created by it',
    [
      ['intend', 'one', 'create'],
      ['settle', 'one', 'created', 'f1'],
      ['intend', 'two', 'update'],
      ['settle', 'two', 'updated', 'f2'],
    ],
    {
      status: 'updated',
      origin: 'created',
      madeBy: 'one',
      launch: 'two',
      fingerprint: 'f2',
    },
  ],
  [
    'what a launch has created stays created when it looks again',
    [
      ['intend', 'one', 'create'],
      ['settle', 'one', 'created'],
      ['intend', 'one', 'unchanged'],
    ],
    { status: 'created', origin: 'created' },
  ],
  [
    'what people have changed since keeps the fingerprint of its writing',
    [
      ['intend', 'one', 'create'],
      ['settle', 'one', 'created', 'f1'],
      ['intend', 'two', 'unchanged', { fingerprint: 'changed' }],
    ],
    { status: 'unchanged', origin: 'created', fingerprint: 'f1' },
  ],
  [
    'what was written without a fingerprint has none',
    [
      ['intend', 'one', 'create'],
      ['settle', 'one', 'created', 'f1'],
      ['intend', 'two', 'update'],
      ['settle', 'two', 'updated'],
    ],
    { fingerprint: undefined },
  ],
  [
    'what was adopted, removed by people and made anew is created',
    [
      ['intend', 'one', 'unchanged'],
      ['intend', 'two', 'create'],
      ['settle', 'two', 'created'],
    ],
    { status: 'created', origin: 'created', madeBy: 'two' },
  ],
  [
    'what was taken back and is found again belongs to others',
    [
      ['intend', 'one', 'create'],
      ['settle', 'one', 'created'],
      ['settle', 'one', 'taken-back'],
      ['intend', 'two', 'unchanged'],
    ],
    { status: 'adopted', origin: 'adopted', madeBy: 'two' },
  ],
];

it.each(cases)('%s', async (_, steps, expected) => {
  const entry = await after(steps);
  expect(
    Object.fromEntries(
      Object.keys(expected).map(key => [key, entry[key as keyof LedgerEntry]]),
    ),
  ).toEqual(expected);
});
