/** Whether an `If-None-Match` header names a tag: lists, `*` and weak tags count as they should. */
export function matchesEtag(
  header: string | undefined,
  etag: string | number | undefined,
): boolean {
  if (header === undefined || etag === undefined) {
    return false;
  }
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return header
    .split(',')
    .some(tag => tag.trim() === '*' || bare(tag) === bare(String(etag)));
}
