import { maxMessageLength, redactMessage } from './redactMessage';

describe('redactMessage', () => {
  it.each([
    [
      'Get "https://robot:s3cret@registry.example/v2/": 401',
      'Get "https://registry.example/v2/": 401',
    ],
    [
      'clone https://glpat-0123456789abcdef@forge.example/a.git',
      'clone https://forge.example/a.git',
    ],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [redacted]'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic [redacted]'],
    [
      'token glpat-0123456789abcdef was refused',
      'token [redacted] was refused',
    ],
    ['glrt-0123456789abcdef, gldt-0123456789abcdef', '[redacted], [redacted]'],
    ['ghp_0123456789abcdef0123', '[redacted]'],
    ['github_pat_0123456789abcdef', '[redacted]'],
    ['password=hunter2 user=a', 'password=[redacted] user=a'],
    ['{"password": "hunter 2"}', '{"password": [redacted]}'],
    ['DB_PASSWORD: hunter2', 'DB_PASSWORD: [redacted]'],
    ['?private_token=abcdefgh&page=2', '?private_token=[redacted]&page=2'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln', '[redacted]'],
  ])('makes %p to %p', (message, expected) => {
    expect(redactMessage(message)).toBe(expected);
  });

  it.each([
    'Back-off pulling image "registry.example/payments:v2"',
    'dial tcp 127.0.0.1:1: connect: connection refused',
    'secret "payments-registry" not found',
    'rpc error: code = Unknown desc = authentication required: HTTP Basic: Access denied.',
    'failed to fetch anonymous token: unexpected status: 401 Unauthorized',
  ])('leaves %p as it is', message => {
    expect(redactMessage(message)).toBe(message);
  });

  it('cuts what is too long', () => {
    expect(redactMessage('a'.repeat(5000))).toHaveLength(maxMessageLength);
  });
});
