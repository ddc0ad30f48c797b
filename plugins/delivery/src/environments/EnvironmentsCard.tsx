import { ServiceDelivery } from '@slipway/plugin-delivery-common';
import { DeliveryPart } from '../components';
import { useWords } from '../translation';
import { announceEnvironments } from './announceEnvironments';
import { EnvironmentsView } from './EnvironmentsView';

const select = (delivery: ServiceDelivery) => delivery.environments;

/** For each environment of the service what runs there and what is in the way. */
export const EnvironmentsCard = () => {
  const words = useWords();
  return (
    <DeliveryPart
      title={words.t('environment.title')}
      select={select}
      announce={announceEnvironments}
    >
      {environments => <EnvironmentsView environments={environments} />}
    </DeliveryPart>
  );
};
