import { readImageTag, setImageTag } from './imageTagEdit';

const kustomization = `# The staging environment. CI changes newTag, people change the rest.
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../base
images:
  # the sidecar comes first
  - name: proxy
    newTag: 1.2.3
  - name: app   # replaced by the registry's name
    newName: registry.example.com/acme/payments
    newTag: 1a2b3c4d-1 # written by CI
patches: []
`;

describe('setImageTag', () => {
  it('changes the tag of this image and no other byte', () => {
    expect(
      setImageTag(kustomization, { name: 'app', newTag: '5e6f7a8b-2' }),
    ).toBe(kustomization.replace('1a2b3c4d-1', '5e6f7a8b-2'));
  });

  it('changes nothing when the tag is the same', () => {
    expect(
      setImageTag(kustomization, { name: 'app', newTag: '1a2b3c4d-1' }),
    ).toBe(kustomization);
  });

  it('keeps Windows line ends', () => {
    const windows = kustomization.replace(/\n/g, '\r\n');
    expect(setImageTag(windows, { name: 'app', newTag: '5e6f7a8b-2' })).toBe(
      windows.replace('1a2b3c4d-1', '5e6f7a8b-2'),
    );
  });

  it.each(['12345678', '1234567e1', '0x12345678', '00001234'])(
    'quotes %s, which would be read as a number',
    newTag => {
      const edited = setImageTag(kustomization, { name: 'app', newTag });
      expect(edited).toContain(`newTag: "${newTag}" # written by CI`);
      expect(readImageTag(edited, 'app')).toBe(newTag);
    },
  );

  it('replaces a quoted tag', () => {
    const quoted = kustomization.replace('1a2b3c4d-1', '"00001234"');
    expect(setImageTag(quoted, { name: 'app', newTag: '5e6f7a8b-2' })).toBe(
      kustomization.replace('1a2b3c4d-1', '5e6f7a8b-2'),
    );
  });

  it('adds a tag where there is none', () => {
    const edited = setImageTag('images:\n  - name: app\n    newName: a/b\n', {
      name: 'app',
      newTag: '5e6f7a8b-2',
    });
    expect(edited).toBe(
      'images:\n  - name: app\n    newTag: 5e6f7a8b-2\n    newName: a/b\n',
    );
  });

  it.each([
    [kustomization, 'other', /0 images named "other"/],
    ['images: []\n', 'app', /0 images named "app"/],
    ['kind: Kustomization\n', 'app', /0 images named "app"/],
    ['images:\n  - name: app\n  - name: app\n', 'app', /2 images named "app"/],
    ['images: [}\n', 'app', /not YAML/],
    ['images: [{name: app}]\n', 'app', /no newTag to change/],
  ])('refuses %j for %s', (text, name, message) => {
    expect(() => setImageTag(text, { name, newTag: '5e6f7a8b-2' })).toThrow(
      message,
    );
  });

  it('T19: refuses a tag that moves', () => {
    expect(() =>
      setImageTag(kustomization, { name: 'app', newTag: 'latest' }),
    ).toThrow('moves');
  });
});

it.each([
  ['app', '1a2b3c4d-1'],
  ['proxy', '1.2.3'],
])('readImageTag of %s is %s', (name, tag) => {
  expect(readImageTag(kustomization, name)).toBe(tag);
});
