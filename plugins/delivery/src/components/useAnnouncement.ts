import { useEffect, useRef, useState } from 'react';

export interface Announceable {
  /** What is followed, such as the name of an environment. */
  id: string;
  /** What makes a change worth saying. */
  mark: string;
  text: () => string;
}

/** The texts of those whose mark has changed; nothing for what a person sees for the first time. */
export function planAnnouncement(
  before: Map<string, string>,
  items: Announceable[],
): string | undefined {
  const changed = items.filter(
    ({ id, mark }) => before.has(id) && before.get(id) !== mark,
  );
  return changed.length > 0
    ? changed.map(({ text }) => text()).join(' ')
    : undefined;
}

/** What a screen reader is to be told of the last change. */
export function useAnnouncement(items: Announceable[]): string {
  const [announcement, setAnnouncement] = useState('');
  const before = useRef(new Map<string, string>());
  useEffect(() => {
    const next = planAnnouncement(before.current, items);
    items.forEach(({ id, mark }) => before.current.set(id, mark));
    if (next !== undefined) {
      setAnnouncement(next);
    }
  }, [items]);
  return announcement;
}
