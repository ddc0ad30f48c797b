/** A time as Kubernetes writes it: RFC 3339, whole seconds. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
