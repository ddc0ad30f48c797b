/** GitLab's roles by their numbers. */
export const accessLevels = {
  noAccess: 0,
  guest: 10,
  reporter: 20,
  developer: 30,
  maintainer: 40,
  owner: 50,
  admin: 60,
} as const;

/** How GitLab names a level in the rules of a protected branch. */
export function describeAccessLevel(level: number): string {
  switch (level) {
    case accessLevels.noAccess:
      return 'No one';
    case accessLevels.developer:
      return 'Developers + Maintainers';
    case accessLevels.maintainer:
      return 'Maintainers';
    case accessLevels.admin:
      return 'Administrators';
    default:
      return `Access level ${level}`;
  }
}
