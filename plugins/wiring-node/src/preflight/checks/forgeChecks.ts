import {
  AuthenticationError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Finding, finding, PreflightPlace } from '../Finding';
import { ForgeIdentity, OwnerRights, RequestsLeft } from '../../forge/access';
import { PreflightContext } from '../PreflightContext';
import { reasonOf } from '../reasonOf';
import { Check } from '../runChecks';

/** With what it asks for again while it waits for the first pipeline. */
const requestsOfLaunch = 200;

/** A token that ends within these days is worth a word. */
const daysOfWarning = 14;

/** The forge, the portal's token there, and its rights in the group. */
export function forgeChecks(context: PreflightContext): Check[] {
  const { forgePlace, names, deps, host } = context;
  const group: PreflightPlace = { kind: 'group', name: names.group };
  return [
    {
      id: 'forge',
      place: forgePlace,
      run: async signal => {
        const access = context.access(signal);
        try {
          await access.identify();
          return [];
        } catch (error) {
          return judgeForgeError(error, forgePlace, access.neededScopes);
        }
      },
    },
    {
      id: 'token',
      place: forgePlace,
      after: [{ id: 'forge', place: forgePlace }],
      run: async signal => {
        const access = context.access(signal);
        return judgeToken(await access.identify(), {
          place: forgePlace,
          needed: access.neededScopes,
          now: deps.clock.now(),
        });
      },
    },
    {
      id: 'forge-quota',
      place: forgePlace,
      after: [{ id: 'forge', place: forgePlace }],
      run: async signal =>
        judgeRequestsLeft(
          await context.access(signal).requestsLeft(),
          forgePlace,
        ),
    },
    {
      id: 'group',
      place: group,
      after: [{ id: 'forge', place: forgePlace }],
      run: async signal => {
        const access = context.access(signal);
        const [identity, rights] = await Promise.all([
          access.identify(),
          access.rightsIn(names.group),
        ]);
        return judgeGroup(rights, {
          place: group,
          host,
          user: identity.user ?? host,
        });
      },
    },
  ];
}

/** An answer that says neither of the two is not a fault of the forge's that preflight knows. */
export function judgeForgeError(
  error: unknown,
  place: PreflightPlace,
  needed: readonly string[],
): Finding[] {
  if (error instanceof AuthenticationError) {
    return [
      finding('forge-token-refused', place, {
        host: place.name,
        needed: needed.join(', '),
      }),
    ];
  }
  if (error instanceof ServiceUnavailableError) {
    return [
      finding('forge-unreachable', place, {
        host: place.name,
        reason: reasonOf(error),
      }),
    ];
  }
  throw error;
}

export function judgeToken(
  { scopes, endsOn }: ForgeIdentity,
  about: { place: PreflightPlace; needed: readonly string[]; now: Date },
): Finding[] {
  const { place, needed, now } = about;
  const host = place.name;
  const missing = scopes ? needed.filter(scope => !scopes.includes(scope)) : [];
  const left = endsOn
    ? (Date.parse(endsOn) - now.getTime()) / (24 * 3600 * 1000)
    : Infinity;
  return [
    ...(missing.length > 0
      ? [
          finding('forge-scope-missing', place, {
            host,
            scopes: scopes?.join(', ') || 'none',
            missing: missing.join(', '),
          }),
        ]
      : []),
    ...(left < daysOfWarning
      ? [finding('forge-token-ends', place, { host, date: endsOn! })]
      : []),
  ];
}

/** A launch that runs out of requests half-way waits for up to an hour, and fails. */
export function judgeRequestsLeft(
  quota: RequestsLeft | undefined,
  place: PreflightPlace,
): Finding[] {
  return quota && quota.left < requestsOfLaunch
    ? [
        finding('forge-quota-low', place, {
          host: place.name,
          left: quota.left,
          limit: quota.limit,
          needed: requestsOfLaunch,
          resets: quota.resetsAt?.toISOString() ?? 'soon',
        }),
      ]
    : [];
}

export function judgeGroup(
  rights: OwnerRights | undefined,
  about: { place: PreflightPlace; host: string; user: string },
): Finding[] {
  const { place, host, user } = about;
  const group = place.name;
  if (!rights) {
    return [finding('group-missing', place, { group, host, user })];
  }
  return rights.sufficient
    ? []
    : [
        finding('group-rights-missing', place, {
          group,
          user,
          needed: rights.needed,
        }),
      ];
}
