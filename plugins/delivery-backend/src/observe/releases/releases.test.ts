import { mockServices } from '@backstage/backend-test-utils';
import { RepositoryReader } from '@slipway/plugin-delivery-node';
import { healthyService } from '../../__testUtils__/recordedObjects';
import { failedPipeline } from '../../__testUtils__/failedPipeline';
import { ApplicationFacts, parseObject } from '../parse';
import { commitOfTag } from './commitOfTag';
import { parseHelmImages } from './parseHelmImages';
import { parseKustomizationImages } from './parseKustomizationImages';
import { valueFilePaths } from './valueFilePaths';
import { WantedImages } from './WantedImages';

const kustomization = `
resources: [../../base]
images:
  # The only line that CI changes.
  - name: app
    newName: 127.0.0.1:8929/acme/payments
    newTag: a91957a8-11
  - newTag: without-a-name
  - name: sidecar
    newTag: 20260101
  - name: pinned
    digest: sha256:0123
`;

describe('parseKustomizationImages', () => {
  it('reads names, tags and digests, and loses none by another that cannot be read', () => {
    expect(parseKustomizationImages(kustomization)).toEqual([
      { image: '127.0.0.1:8929/acme/payments', tag: 'a91957a8-11' },
      { image: 'sidecar', tag: '20260101' },
      { image: 'pinned', digest: 'sha256:0123' },
    ]);
  });

  it.each(['', 'images:', 'images: none', '[]'])('finds none in %j', text => {
    expect(parseKustomizationImages(text)).toEqual([]);
  });
});

describe('parseHelmImages', () => {
  const values = `
image:
  repository: ghcr.io/acme/payments
  tag: ''
replicas: 2
`;

  it.each([
    [
      'of which the file of the environment has the tag',
      [values, 'image:\n  tag: "36be5eb-1" # by CI\n'],
      [{ image: 'ghcr.io/acme/payments', tag: '36be5eb-1' }],
    ],
    [
      'below a name, with a registry of its own and an unquoted number',
      [
        'web: { image: { registry: ghcr.io, repository: acme/web, tag: 20260101 } }',
      ],
      [{ image: 'ghcr.io/acme/web', tag: '20260101' }],
    ],
    [
      'by its digest',
      ['image: { repository: a, digest: "sha256:01" }'],
      [{ image: 'a', digest: 'sha256:01' }],
    ],
    ['whose tag is that of the chart', [values], []],
    ['that is a text', ['image: nginx:1.29'], []],
    ['nowhere', ['', '[]', 'image:'], []],
  ])('reads an image %s', (_, texts, expected) => {
    expect(parseHelmImages(texts)).toEqual(expected);
  });
});

describe('valueFilePaths', () => {
  it.each<[string, string[], string[] | undefined]>([
    [
      'chart',
      ['values-dev.yaml'],
      ['chart/values.yaml', 'chart/values-dev.yaml'],
    ],
    ['chart', ['../envs/dev.yaml'], ['chart/values.yaml', 'envs/dev.yaml']],
    ['a/chart', ['/envs/dev.yaml'], ['a/chart/values.yaml', 'envs/dev.yaml']],
    ['', ['dev.yaml'], ['values.yaml', 'dev.yaml']],
    ['chart', ['../../other/dev.yaml'], undefined],
    ['chart', ['$values/dev.yaml'], undefined],
    ['chart', ['https://example.com/dev.yaml'], undefined],
  ])('of %s with %j are %j', (folder, files, expected) => {
    expect(valueFilePaths(folder, files)).toEqual(expected);
  });
});

describe('commitOfTag', () => {
  const board = {
    ...failedPipeline(),
    pipelines: failedPipeline().pipelines.map(it => ({
      ...it,
      operations: [],
    })),
  };
  const page = (url: string, sha: string) => `${url}/-/commit/${sha}`;

  it.each([
    [
      'the commit of a pipeline that is known',
      '01234567-11',
      { sha: '0123456789abcdef0123456789abcdef01234567' },
    ],
    [
      'the short commit with its page',
      'a91957a8',
      {
        sha: 'a91957a8',
        url: 'https://gitlab.example.com/acme/payments/-/commit/a91957a8',
      },
    ],
    ['nothing of a tag that names none', 'v1.2.3', undefined],
  ])('tells %s', (_, tag, expected) => {
    expect(commitOfTag(tag, board, page)).toEqual(expected);
  });
});

describe('WantedImages', () => {
  const facts = parseObject(
    'sandbox',
    healthyService().find(({ kind }) => kind === 'Application'),
  ) as ApplicationFacts;

  function create(readFile: RepositoryReader['readFile']) {
    let now = 0;
    const images = new WantedImages({
      readers: [
        {
          serves: url => url.startsWith('http://127.0.0.1'),
          readFile,
          commitUrl: (_, sha) => `https://git.example.com/-/commit/${sha}`,
        },
      ],
      logger: mockServices.logger.mock(),
      now: () => new Date(now),
    });
    return {
      images,
      later: (ms: number) => {
        now += ms;
      },
    };
  }

  it('reads the kustomization at the revision that is compared, once', async () => {
    const readFile = jest.fn(async () => kustomization);
    const { images } = create(readFile);
    const sha = facts.sync.revision;
    const [first] = (await images.of(facts)) ?? [];
    await images.of(facts);
    expect(first).toEqual({
      image: '127.0.0.1:8929/acme/payments',
      tag: 'a91957a8-11',
      gitops: { sha, url: `https://git.example.com/-/commit/${sha}` },
    });
    expect(readFile).toHaveBeenCalledTimes(1);
    expect(readFile).toHaveBeenCalledWith(
      expect.objectContaining({
        path: 'dev/kustomization.yaml',
        revision: sha,
      }),
    );
  });

  it('reads the values of a chart where the Application names files of them', async () => {
    const files: Record<string, string> = {
      'chart/values.yaml': 'image: { repository: ghcr.io/acme/payments }',
      'chart/values-dev.yaml': 'image: { tag: 36be5eb-1 }',
    };
    const readFile = jest.fn(async ({ path }: { path: string }) => files[path]);
    const [source] = facts.sources;
    const of = (valueFiles: string[]) =>
      create(readFile).images.of({
        ...facts,
        sources: [{ ...source, path: 'chart', valueFiles }],
      });
    expect(await of(['values-dev.yaml'])).toEqual([
      expect.objectContaining({
        image: 'ghcr.io/acme/payments',
        tag: '36be5eb-1',
      }),
    ]);
    expect(await of(['$values/dev.yaml'])).toBeUndefined();
  });

  it('tries the other names that kustomize knows', async () => {
    const readFile = jest.fn(async ({ path }: { path: string }) =>
      path.endsWith('/Kustomization') ? kustomization : undefined,
    );
    expect(await create(readFile).images.of(facts)).toHaveLength(3);
  });

  it('knows nothing while the repository cannot be read, and tries again a little later', async () => {
    const readFile = jest.fn(async () => kustomization);
    readFile.mockRejectedValueOnce(new Error('away'));
    const { images, later } = create(readFile);
    expect(await images.of(facts)).toBeUndefined();
    expect(await images.of(facts)).toBeUndefined();
    expect(readFile).toHaveBeenCalledTimes(1);
    later(20_000);
    expect(await images.of(facts)).toHaveLength(3);
  });

  it('asks nobody about what no reader serves', async () => {
    const readFile = jest.fn(async () => kustomization);
    const elsewhere = {
      ...facts,
      sources: [{ repoURL: 'https://elsewhere.example.com/x.git', path: '.' }],
    };
    expect(await create(readFile).images.of(elsewhere)).toBeUndefined();
    expect(readFile).not.toHaveBeenCalled();
  });
});
