/** The release of GitLab whose API this forge speaks; the revision tells that it is not one. */
export const forgeVersion = { version: '18.5.1', revision: 'sandbox' };
