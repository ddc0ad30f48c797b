import { ServiceDelivery } from '@slipway/plugin-delivery-common';
import { DeliveryPart } from '../components';
import { useWords } from '../translation';
import { announceRollouts } from './announceRollouts';
import { RolloutsView } from './RolloutsView';

const select = (delivery: ServiceDelivery) => delivery.environments;

/** How the rollout of each environment is going. */
export const RolloutCard = () => {
  const words = useWords();
  return (
    <DeliveryPart
      title={words.t('rollout.title')}
      select={select}
      announce={announceRollouts}
    >
      {environments => <RolloutsView environments={environments} />}
    </DeliveryPart>
  );
};
