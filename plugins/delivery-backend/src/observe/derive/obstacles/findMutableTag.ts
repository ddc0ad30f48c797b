import { ImageParts, imageLabel, isMutable } from '../common/images';
import { say } from '../common/say';
import { Finding, finding } from './Finding';

/** A tag that doesn't tell what is deployed (T19). It does no harm now, so it doesn't block. */
export function findMutableTag(
  images: Array<ImageParts | undefined>,
): Finding[] {
  const mutable = images.find(it => it !== undefined && isMutable(it));
  if (!mutable) return [];
  return [
    finding({
      code: 'MutableTag',
      what: say('obstacle.mutableTag.what', { image: imageLabel(mutable) }),
      next: say('obstacle.mutableTag.next'),
      detail: [mutable.image, mutable.tag].filter(it => it).join(':'),
      isBlocking: false,
    }),
  ];
}
