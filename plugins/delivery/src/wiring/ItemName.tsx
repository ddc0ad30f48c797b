import { Text } from '@backstage/ui';
import { WiringItem } from '@slipway/plugin-delivery-common';
import { OutLink } from '../components/OutLink';
import { useWords } from '../translation';

/** What an item is, its name and where it is. */
export const ItemName = ({ item }: { item: WiringItem }) => {
  const words = useWords();
  const { what, name, place, webUrl } = item;
  return (
    <>
      <Text color="secondary">{what}</Text>{' '}
      <OutLink href={webUrl}>{name}</OutLink>
      {!name.includes(place) && (
        <Text color="secondary"> {words.t('wiring.at', { place })}</Text>
      )}
    </>
  );
};
