import { RefObject, useEffect, useRef } from 'react';

const FOCUS_RETURN_MS = 50;

/**
 * Keeps a person who works by keyboard in place when the button that had the focus goes away, as
 * it does when its operation is no longer offered, also while its dialog is open.
 */
export function useFocusKept(
  ref: RefObject<HTMLElement>,
  offers: unknown,
  isDialogOpen: boolean,
) {
  const wasInside = useRef(false);
  const wasOpen = useRef(false);
  useEffect(() => {
    const element = ref.current;
    const follow = (event: FocusEvent) => {
      wasInside.current =
        event.target instanceof Node &&
        Boolean(element?.contains(event.target));
    };
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, [ref]);
  useEffect(() => {
    const isLost = document.activeElement === document.body;
    if (wasInside.current && isLost) {
      ref.current?.focus();
    }
  }, [ref, offers]);
  useEffect(() => {
    const hasClosed = wasOpen.current && !isDialogOpen;
    wasOpen.current = isDialogOpen;
    // The dialog gives the focus back to its button a moment after it has closed.
    const timer = setTimeout(() => {
      if (hasClosed && document.activeElement === document.body) {
        ref.current?.focus();
      }
    }, FOCUS_RETURN_MS);
    return () => clearTimeout(timer);
  }, [ref, isDialogOpen]);
}
