/** The scopes of which one is needed, in the order in which GitLab names them. */
export const scopes = {
  read: ['api', 'read_api'],
  write: ['api'],
  readUser: ['read_user', 'api', 'read_api'],
  readRepository: ['api', 'read_api', 'read_repository'],
  writeRepository: ['api', 'write_repository'],
  createRunner: ['api', 'create_runner'],
  manageRunner: ['api', 'manage_runner'],
  /** A token may always look at itself. */
  any: 'public',
} as const;
