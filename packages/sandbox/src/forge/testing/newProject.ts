import type { ApiAnswer, ApiOptions, TestForge } from './startTestForge.ts';

let count = 0;

/** A project of its own for a test, with these files. */
export async function newProject(
  world: TestForge,
  files: Record<string, string> = {},
): Promise<{ id: number; path_with_namespace: string }> {
  count += 1;
  const group = (await world.api('GET', '/groups/acme')).body.id;
  const { body } = await world.api('POST', '/projects', {
    name: `service-${count}`,
    namespace_id: group,
  });
  if (Object.keys(files).length > 0) {
    await commit(world, body.id, {
      actions: Object.entries(files).map(([path, content]) =>
        create(path, content),
      ),
    });
  }
  return body;
}

/** `POST commits` on main. */
export function commit(
  world: TestForge,
  id: number,
  body: Record<string, unknown>,
  options?: ApiOptions,
): Promise<ApiAnswer> {
  return world.api(
    'POST',
    `/projects/${id}/repository/commits`,
    { branch: 'main', commit_message: 'Change', ...body },
    options,
  );
}

export function create(path: string, content = path) {
  return { action: 'create', file_path: path, content };
}
