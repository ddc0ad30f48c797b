import { ServiceDelivery } from '@slipway/plugin-delivery-common';
import { DeliveryPart } from '../components';
import { useWords } from '../translation';
import { announcePipelines } from './announcePipelines';
import { PipelinesView } from './PipelinesView';

const select = (delivery: ServiceDelivery) => delivery.pipelines;

/** The last pipelines of the service's default branch. */
export const PipelinesCard = () => {
  const words = useWords();
  return (
    <DeliveryPart
      title={words.t('pipeline.title')}
      select={select}
      announce={announcePipelines}
    >
      {board => <PipelinesView board={board} />}
    </DeliveryPart>
  );
};
