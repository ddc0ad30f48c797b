import { z } from 'zod';
import type { ApiRoute } from './ApiContext.ts';
import { ApiError, unauthenticated } from './ApiError.ts';
import type { Sessions } from './Sessions.ts';

const signInSchema = z.object({
  username: z.string().default(''),
  password: z.string().default(''),
});

/** The release whose API this is. */
const version = 'v3.5.1';

export function sessionRoutes(sessions: Sessions): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: /^\/version$/,
      open: true,
      answer: () => ({ Version: version }),
    },
    {
      method: 'POST',
      path: /^\/v1\/session$/,
      open: true,
      answer({ body }) {
        const { username, password } = signInSchema.parse(body ?? {});
        if (!username || !password) {
          throw new ApiError(unauthenticated, 'no credentials supplied');
        }
        const token = sessions.open(username, password);
        if (!token) {
          throw new ApiError(unauthenticated, 'Invalid username or password');
        }
        return { token };
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/session\/userinfo$/,
      answer: () => ({ loggedIn: true, username: 'admin', iss: 'argocd' }),
    },
  ];
}
