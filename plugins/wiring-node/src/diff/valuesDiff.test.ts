import { presentDiff } from './Diff';
import { credentialDiff, settingsDiff, variableDiff } from './valuesDiff';

describe('the diff of settings', () => {
  it('has the wanted ones only', () => {
    expect(
      presentDiff(
        settingsDiff(
          {
            id: 7,
            webUrl: 'https://gitlab.example.com/acme/payments',
            description: 'old',
            visibility: 'private',
            topics: ['python'],
          },
          {
            description: 'new',
            visibility: 'private',
            topics: ['python', 'slipway'],
          },
        ),
      ),
    ).toEqual([
      '-description: old',
      '+description: new',
      ' visibility: private',
      ' topics:',
      '   - python',
      '+  - slipway',
    ]);
  });

  it('says that the secret of a hook would be another, without either', () => {
    const shown = presentDiff(
      settingsDiff(
        { url: 'https://portal.example.com', secret: 'old-CANARY' },
        { url: 'https://portal.example.com', secret: 'new-CANARY' },
      ),
    );
    expect(shown).toEqual([
      ' url: https://portal.example.com',
      '-secret: ‹hidden›',
      '+secret: ‹hidden, another›',
    ]);
  });
});

const flags = {
  secret: true,
  masked: true,
  protected: true,
  raw: true,
  environmentScope: '*',
  description: 'Slipway: access token ci #7 of acme/payments-gitops',
};

describe('the diff of a variable', () => {
  it('never has its value', () => {
    const current = { ...flags, key: 'TOKEN', value: 'old-CANARY' };
    const wanted = { ...flags, key: 'TOKEN', value: 'new-CANARY' };
    for (const value of ['same', 'another', 'new'] as const) {
      const shown = [
        ...presentDiff(variableDiff(undefined, wanted, value)),
        ...presentDiff(
          variableDiff(current, { ...wanted, masked: false }, value),
        ),
      ].join('\n');
      expect(shown).toContain('masked: false');
      expect(shown).not.toContain('CANARY');
    }
  });

  it('says whether it would be another', () => {
    expect(presentDiff(variableDiff(flags, flags, 'same'))).toEqual([]);
    expect(
      presentDiff(variableDiff(flags, flags, 'another')).slice(0, 2),
    ).toEqual(['-value: ‹hidden›', '+value: ‹hidden, another›']);
  });
});

describe('the diff of a credential', () => {
  const held = {
    id: '7',
    name: 'slipway-ci',
    title: 'access token' as const,
    active: true,
    expiresAt: '2026-07-01',
    scopes: ['write_repository'],
    token: 'CANARY',
  };

  it('is kind, name and end', () => {
    expect(
      presentDiff(
        credentialDiff([held], {
          name: 'slipway-ci',
          kind: 'password',
          expiresAt: '2027-06-01',
        }),
      ),
    ).toEqual([
      '-access token slipway-ci #7, until 2026-07-01',
      '+token slipway-ci, until 2027-06-01',
    ]);
  });

  it('a key has no end', () => {
    expect(
      presentDiff(credentialDiff([], { name: 'argocd', kind: 'ssh-key' })),
    ).toEqual(['+deploy key argocd']);
  });
});
