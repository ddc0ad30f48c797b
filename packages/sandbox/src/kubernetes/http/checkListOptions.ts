import { badRequest, type FieldCause, invalid } from '../errors/apiErrors.ts';
import type { ResourceRequest } from './ResourceRequest.ts';

const forbidden = (field: string, why: string): FieldCause => ({
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${why}`,
  field,
});

const match = 'resourceVersionMatch';
const matches = ['Exact', 'NotOlderThan'];

function unknownMatch(value: string): FieldCause[] {
  return matches.includes(value)
    ? []
    : [
        {
          reason: 'FieldValueNotSupported',
          message: `Unsupported value: ${JSON.stringify(
            value,
          )}: supported values: "Exact", "NotOlderThan", ""`,
          field: match,
        },
      ];
}

function whenContinued(query: URLSearchParams): FieldCause[] {
  return query.get('continue')
    ? [forbidden(match, `${match} is forbidden when continue is provided`)]
    : [];
}

function listFaults(query: URLSearchParams): FieldCause[] {
  const wanted = query.get(match) ?? '';
  const version = query.get('resourceVersion') ?? '';
  return [
    ...(wanted && !version
      ? [
          forbidden(
            match,
            `${match} is forbidden unless resourceVersion is provided`,
          ),
        ]
      : []),
    ...(wanted ? [...whenContinued(query), ...unknownMatch(wanted)] : []),
    ...(wanted === 'Exact' && version === '0'
      ? [
          forbidden(
            match,
            `${match} "exact" is forbidden for resourceVersion "0"`,
          ),
        ]
      : []),
    ...(query.has('sendInitialEvents')
      ? [
          forbidden(
            'sendInitialEvents',
            'sendInitialEvents is forbidden for list',
          ),
        ]
      : []),
  ];
}

function watchFaults(query: URLSearchParams): FieldCause[] {
  const wanted = query.get(match) ?? '';
  if (query.has('sendInitialEvents')) {
    return wanted === 'NotOlderThan'
      ? whenContinued(query)
      : [
          forbidden(
            match,
            `sendInitialEvents requires setting ${match} to NotOlderThan`,
          ),
          ...(wanted ? unknownMatch(wanted) : []),
        ];
  }
  return wanted
    ? [
        forbidden(
          match,
          `${match} is forbidden for watch unless sendInitialEvents is provided`,
        ),
        ...unknownMatch(wanted),
        ...whenContinued(query),
      ]
    : [];
}

/** Refuses the options of a list or a watch that do not go together, as the API server words it. */
export function checkListOptions(
  request: ResourceRequest,
  verb: 'list' | 'watch',
): void {
  const { kind, query } = request;
  for (const name of ['limit', 'timeoutSeconds']) {
    const number = query.get(name) ?? '';
    if (!/^([-+]?\d+)?$/.test(number)) {
      throw badRequest(
        `strconv.ParseInt: parsing ${JSON.stringify(number)}: invalid syntax`,
      );
    }
  }
  const faults = verb === 'watch' ? watchFaults(query) : listFaults(query);
  if (faults.length > 0) {
    throw invalid(
      { ...kind, kind: 'ListOptions', group: 'meta.k8s.io' },
      '',
      faults,
    );
  }
}
