/** A moment as the person's own date and time; what is no moment stays as it is. */
export function presentMoment(at: string): string {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime())
    ? at
    : moment.toLocaleString(undefined, {
        dateStyle: 'medium',
        timeStyle: 'medium',
      });
}
