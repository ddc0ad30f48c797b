import {
  formatSentence,
  sentenceParameters,
  SentenceKey,
  sentences,
} from '../state';
import { preflightRequestSchema } from './PreflightAnswer';
import { formatFinding, presentPreflight } from './presentPreflight';

const forge = { kind: 'forge', name: 'gitlab.example.com' } as const;

describe('presentPreflight', () => {
  const answer = presentPreflight({
    findings: [
      {
        id: 'forge-token-ends',
        severity: 'warns',
        place: forge,
        who: 'platform-team',
        params: { host: forge.name, date: '2026-12-01' },
      },
    ],
    checked: [{ id: 'forge', place: forge }],
    skipped: [
      {
        id: 'group',
        place: { kind: 'group', name: 'acme' },
        reason: { kind: 'after', check: { id: 'forge', place: forge } },
      },
      {
        id: 'hook',
        place: { kind: 'portal', name: 'portal' },
        reason: { kind: 'failed', message: 'is there a proxy?' },
      },
      {
        id: 'runner',
        place: { kind: 'group', name: 'acme' },
        reason: { kind: 'slow', seconds: 20 },
      },
    ],
  });

  it('puts a finding into three sentences and says who can mend it', () => {
    expect(formatFinding(answer.findings[0])).toBe(
      "[forge-token-ends] The portal's token on gitlab.example.com ends on 2026-12-01. " +
        'After that day no launch, no repair and no look at pipelines works. ' +
        'Who can mend it: the platform team. ' +
        'Rotate the token before then and put the new one into the integration of gitlab.example.com.',
    );
  });

  it('says why something was not looked at', () => {
    expect(answer.skipped.map(({ reason }) => formatSentence(reason))).toEqual([
      'Not looked at: it needs what was not well at gitlab.example.com.',
      'It could not be found out: is there a proxy.',
      'There was no answer within 20 seconds.',
    ]);
  });
});

it('each finding has its three sentences', () => {
  const parts = ['wrong', 'breaks', 'mend'];
  const ids = (Object.keys(sentences) as SentenceKey[]).flatMap(
    key => /^preflight\.(.*)\.wrong$/.exec(key)?.[1] ?? [],
  );
  expect(ids.length).toBeGreaterThan(30);
  for (const id of ids) {
    for (const part of parts) {
      expect(sentences).toHaveProperty([`preflight.${id}.${part}`]);
      expect(
        sentenceParameters(`preflight.${id}.${part}` as SentenceKey),
      ).toEqual(expect.any(Array));
    }
  }
});

it.each([
  [{ service: 'payments' }, true],
  [{ service: 'payments', forge: 'github', jobTags: ['docker'] }, true],
  [{ service: 'payments', resources: { dev: { pods: '5' } } }, true],
  [{ service: '' }, false],
  [{ service: 'payments', forge: 'other' }, false],
])('the request %j is one: %j', (request, isOne) => {
  expect(preflightRequestSchema.safeParse(request).success).toBe(isOne);
});
