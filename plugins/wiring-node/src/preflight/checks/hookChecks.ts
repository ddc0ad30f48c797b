import { isLoopback } from '@slipway/plugin-gitops-common';
import { Finding, finding, PreflightPlace } from '../Finding';
import { PreflightContext } from '../PreflightContext';
import { Probe, probe } from '../probe';
import { Check } from '../runChecks';

/** Whether the forge's webhooks will come to the portal. */
export function hookChecks(context: PreflightContext): Check[] {
  const { deps, host } = context;
  const { webhookBaseUrl, webhookSecret } = deps.delivery;
  const place: PreflightPlace = {
    kind: 'portal',
    name: new URL(webhookBaseUrl).host,
  };
  return [
    {
      id: 'hook',
      place,
      run: async signal => {
        const isOwnLoopback = isLoopback(place.name) && !isLoopback(host);
        const answer: Probe | undefined = isOwnLoopback
          ? undefined
          : await probe(webhookBaseUrl, { fetch: deps.fetch, signal });
        return judgeHook(answer, {
          place,
          host,
          url: webhookBaseUrl,
          hasSecret: Boolean(webhookSecret),
        });
      },
    },
  ];
}

export function judgeHook(
  /** Undefined for an address that means the forge itself, where nothing was asked. */
  answer: Probe | undefined,
  about: {
    place: PreflightPlace;
    host: string;
    url: string;
    hasSecret: boolean;
  },
): Finding[] {
  const { place, host, url } = about;
  return [
    ...(about.hasSecret ? [] : [finding('hook-secret-missing', place)]),
    ...(answer
      ? judgeAnswer(answer, place, url)
      : [finding('hook-loopback', place, { url, host })]),
  ];
}

function judgeAnswer(
  answer: Probe,
  place: PreflightPlace,
  url: string,
): Finding[] {
  switch (answer.kind) {
    case 'answered':
      return answer.status < 500
        ? []
        : [
            finding('hook-unreachable', place, {
              url,
              reason: `it answers ${answer.status}`,
            }),
          ];
    case 'unknown-host':
      return [
        finding('hook-unreachable', place, {
          url,
          reason: 'nobody knows this host',
        }),
      ];
    case 'silent':
      return [
        finding('hook-unreachable', place, { url, reason: answer.reason }),
      ];
    default:
      throw new TypeError(`Not an answer: ${answer satisfies never}`);
  }
}
