import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { refusesAccessTokens } from './accessTokens';

it.each([
  [
    'a plan without them',
    new InputError(
      'GitLab answered 400 to POST /projects/7/access_tokens: User does not have permission to create project access token',
    ),
    true,
  ],
  [
    'a group that has switched them off',
    new InputError('Project access token creation is disabled in this group'),
    true,
  ],
  ['a list that nobody may see', new AuthenticationError('401'), true],
  ['a list that is not there', new NotFoundError('404 Not Found'), true],
  ['a refusal', new NotAllowedError('403 Forbidden'), true],
  [
    'a portal whose token may too little',
    new NotAllowedError('insufficient_scope, one of the scopes is needed: api'),
    false,
  ],
  [
    'a date that GitLab does not take',
    new InputError('expires_at must be before 2027-11-21'),
    false,
  ],
  ['a GitLab that is down', new ServiceUnavailableError('503'), false],
])('access tokens are refused by %s: %#', (_, error, expected) => {
  expect(refusesAccessTokens(error)).toBe(expected);
});
