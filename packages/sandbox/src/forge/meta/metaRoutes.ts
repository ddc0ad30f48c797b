import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentToken } from '../credentials/presentToken.ts';
import { presentUserBasic } from '../present/presentUser.ts';
import { scopes } from '../router/scopes.ts';
import { forgeVersion } from './forgeVersion.ts';

/** What the forge is, and who is asking. */
export function metaRoutes(context: ForgeContext): ForgeRoute[] {
  const metadata = () => ({
    status: 200,
    body: {
      version: forgeVersion.version,
      revision: forgeVersion.revision,
      kas: {
        enabled: false,
        externalUrl: null,
        externalK8sProxyUrl: null,
        version: null,
      },
      enterprise: false,
    },
  });
  return [
    {
      method: 'GET',
      path: '/api/v4/version',
      scopes: scopes.readUser,
      handle: metadata,
    },
    {
      method: 'GET',
      path: '/api/v4/metadata',
      scopes: scopes.readUser,
      handle: metadata,
    },
    {
      method: 'GET',
      path: '/api/v4/user',
      scopes: scopes.readUser,
      handle({ principal }) {
        const user = context.userOf(principal);
        return {
          status: 200,
          body: {
            ...presentUserBasic(context, user),
            created_at: user.createdAt,
            bio: '',
            location: '',
            public_email: '',
            linkedin: '',
            twitter: '',
            discord: '',
            website_url: '',
            organization: '',
            job_title: '',
            pronouns: null,
            bot: user.botOfProject !== undefined,
            work_information: null,
            local_time: null,
            last_sign_in_at: user.createdAt,
            confirmed_at: user.createdAt,
            last_activity_on: context.clock.now().toISOString().slice(0, 10),
            email: user.email,
            theme_id: 1,
            color_scheme_id: 1,
            projects_limit: 100000,
            current_sign_in_at: user.createdAt,
            identities: [],
            can_create_group: true,
            can_create_project: user.botOfProject === undefined,
            two_factor_enabled: false,
            external: false,
            private_profile: false,
            commit_email: user.email,
            ...(user.admin ? { is_admin: true } : {}),
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/api/v4/personal_access_tokens/self',
      scopes: scopes.any,
      handle({ principal }) {
        const token =
          principal && 'scopes' in principal
            ? context.records.tokens.get(principal.tokenId)
            : undefined;
        if (!token) {
          throw context.errors.unauthorized();
        }
        return { status: 200, body: presentToken(token, context.clock.now()) };
      },
    },
  ];
}
