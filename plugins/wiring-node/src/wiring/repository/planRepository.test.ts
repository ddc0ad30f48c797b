import { Forge, ForgeRepository } from '../../forge';
import { wasLaunched } from './ensureRepository';
import { launchMessage } from './planContent';
import { planRepository, repositoryFields } from './planRepository';

const path = 'acme/payments';
const wanted = {
  path,
  description: 'Payments',
  visibility: 'private' as const,
};
const repository = (
  fields: Partial<ForgeRepository> = {},
): ForgeRepository => ({
  id: 7,
  path,
  webUrl: `https://github.com/${path}`,
  cloneUrl: `https://github.com/${path}.git`,
  empty: false,
  archived: false,
  leaving: false,
  description: 'Payments',
  visibility: 'private',
  topics: ['slipway'],
  ...fields,
});

describe('planRepository', () => {
  it.each([
    ['it is not there', undefined, 'create'],
    ['it is as wanted', repository(), 'unchanged'],
    [
      'its path has other capitals',
      repository({ path: 'Acme/payments' }),
      'unchanged',
    ],
    [
      'its settings are others',
      repository({ description: '', visibility: 'public' }),
      'description, visibility',
    ],
  ])('when %s', (_, found, expected) => {
    const plan = planRepository(found, wanted, false);
    expect(plan.kind === 'update' ? plan.why : plan.kind).toBe(expected);
  });

  it.each([
    ['has moved', { path: 'acme/pay' }, 'has moved to acme/pay; move it back'],
    [
      'is leaving',
      { leaving: true, leavesOn: '2026-06-20' },
      'is marked for deletion on 2026-06-20; restore it',
    ],
    ['is archived', { archived: true }, 'is archived; unarchive it'],
    ["is somebody else's", { topics: ['python'] }, 'was not made by Slipway'],
  ])('refuses one that %s', (_, fields, message) => {
    expect(() => planRepository(repository(fields), wanted, false)).toThrow(
      message,
    );
  });

  it('keeps the topics of others, and adds its own once', () => {
    expect(
      repositoryFields(wanted, repository({ topics: ['python', 'slipway'] }))
        .topics,
    ).toEqual(['python', 'slipway']);
  });
});

describe('T35: a repository without the topic comes from a launch', () => {
  const forge = (marksAtOnce: boolean, messages: string[] = []) =>
    ({
      repositories: { marksAtOnce },
      content: {
        listCommits: async () =>
          messages.map((message, id) => ({ id: String(id), message })),
      },
    } as unknown as Forge);
  const bare = { topics: [], empty: true };

  it.each([
    ['which broke off before the topic', false, bare, [], true],
    ['never, where topics come at once', true, bare, [], false],
    [
      'never, with another description',
      false,
      { ...bare, description: 'x' },
      [],
      false,
    ],
    [
      'never, with topics of others',
      false,
      { ...bare, topics: ['a'] },
      [],
      false,
    ],
    [
      'whose commit it holds',
      false,
      { topics: [], empty: false },
      ['Mend it', launchMessage('Launch', 'a'.repeat(64))],
      true,
    ],
    [
      'never, with commits of people only',
      false,
      { topics: [], empty: false },
      ['Mine'],
      false,
    ],
  ])('%s', async (_, marksAtOnce, fields, messages, expected) => {
    await expect(
      wasLaunched(forge(marksAtOnce, messages), repository(fields), wanted),
    ).resolves.toBe(expected);
  });
});
