import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { WiringSummary } from '@slipway/plugin-delivery-common';
import { StatusBadge } from '../components/StatusBadge';
import { Age, useNow } from '../time';
import { MessageKey, useWords } from '../translation';
import { presentExpiry } from './presentExpiry';
import { presentWiringStanding } from './presentWiring';
import styles from './WiringPage.module.css';

const EVERY_MINUTE = 60_000;

/** How many items stand how, without those of which there are none. */
function useCounts(service: WiringSummary): string {
  const words = useWords();
  const { broken, attention, unknown, items } = service;
  const sound = items - broken - attention - unknown;
  const counts: Array<[MessageKey, number]> = [
    ['wiring.page.count.broken', broken],
    ['wiring.page.count.attention', attention],
    ['wiring.page.count.unknown', unknown],
    ['wiring.page.count.sound', sound],
  ];
  return counts
    .filter(([, count]) => count > 0)
    .map(([key, count]) => words.t(key, { count }))
    .join(', ');
}

const ServiceRow = ({ service }: { service: WiringSummary }) => {
  const words = useWords();
  const now = useNow(EVERY_MINUTE);
  const link = useEntityRefLink();
  const counts = useCounts(service);
  const { entityRef, standing, checkedAt, nextExpiry, worst } = service;
  const cell = (column: MessageKey, content: React.ReactNode) => (
    <td>
      <span className={styles.column} aria-hidden="true">
        {words.t(column)}
      </span>
      {content}
    </td>
  );
  return (
    <tr>
      <th scope="row">
        <Link href={link(entityRef)}>{service.service}</Link>
      </th>
      {cell(
        'wiring.page.standing',
        <StatusBadge look={presentWiringStanding(standing)} />,
      )}
      {cell('wiring.page.counts', counts)}
      {cell(
        'wiring.page.expiry',
        nextExpiry
          ? words.say(presentExpiry(nextExpiry, now))
          : words.t('wiring.page.noEnd'),
      )}
      {cell(
        'wiring.page.worst',
        worst ? words.sentence(worst) : words.t('wiring.page.noFinding'),
      )}
      {cell(
        'wiring.page.checked',
        checkedAt ? (
          <Age at={checkedAt} as="ago" />
        ) : (
          words.t('wiring.page.never')
        ),
      )}
    </tr>
  );
};

const columns: MessageKey[] = [
  'wiring.page.service',
  'wiring.page.standing',
  'wiring.page.counts',
  'wiring.page.expiry',
  'wiring.page.worst',
  'wiring.page.checked',
];

/** The services in a table, which is a list of cards where there is no room for one. */
export const WiringTable = ({ services }: { services: WiringSummary[] }) => {
  const words = useWords();
  return (
    <table className={styles.table} aria-label={words.t('wiring.page.title')}>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col">
              {words.t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {services.map(service => (
          <ServiceRow key={service.entityRef} service={service} />
        ))}
      </tbody>
    </table>
  );
};
