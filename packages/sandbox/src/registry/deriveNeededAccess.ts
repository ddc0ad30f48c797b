import type { RegistryAccess } from './registryToken.ts';

/** What a token must allow for a request to a repository; who writes must be able to read. */
function actionsFor(method: string): string[] {
  switch (method) {
    case 'GET':
    case 'HEAD':
      return ['pull'];
    case 'DELETE':
      return ['delete'];
    default:
      return ['pull', 'push'];
  }
}

/** What a token must allow for a request; what is mounted has to be read where it comes from. */
export function deriveNeededAccess(
  method: string,
  repository: string,
  from: string | null,
): RegistryAccess[] {
  return [
    { type: 'repository', name: repository, actions: actionsFor(method) },
    ...(from
      ? [{ type: 'repository' as const, name: from, actions: ['pull'] }]
      : []),
  ];
}
