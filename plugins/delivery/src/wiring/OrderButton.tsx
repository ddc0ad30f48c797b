import { Button } from '@backstage/ui';
import { WiringItem } from '@slipway/plugin-delivery-common';
import { useWords } from '../translation';
import { useWiringDesk } from './WiringContext';

/** Has one item repaired or replaced; absent for those who may not. */
export const OrderButton = (props: {
  kind: 'repair' | 'rotate';
  item: WiringItem;
}) => {
  const words = useWords();
  const { mayRepair, mayRotate, isBusy, order } = useWiringDesk();
  const { kind, item } = props;
  const { key, what, name } = item;
  const isAllowed = kind === 'repair' ? mayRepair : mayRotate;
  return isAllowed ? (
    <Button
      size="small"
      variant="secondary"
      isDisabled={isBusy}
      aria-label={words.t(`wiring.${kind}Of`, { what, name })}
      onPress={() => order({ kind, item: key, what, name })}
    >
      {words.t(`wiring.${kind}`)}
    </Button>
  ) : null;
};
