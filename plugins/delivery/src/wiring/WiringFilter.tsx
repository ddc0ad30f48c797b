import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  WiringStanding,
  wiringStandings,
  WiringSummary,
} from '@slipway/plugin-delivery-common';
import { useWords } from '../translation';
import { presentWiringStanding } from './presentWiring';
import styles from './WiringPage.module.css';

export type Chosen = WiringStanding | 'all';

export interface WiringFilterProps {
  services: WiringSummary[];
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}

/** Chooses one standing, or all, with how many there are of each. */
export const WiringFilter = (props: WiringFilterProps) => {
  const words = useWords();
  const { services, chosen, onChoose } = props;
  return (
    <ToggleButtonGroup
      className={styles.filter}
      aria-label={words.t('wiring.page.filter')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={keys => {
        for (const key of keys) {
          onChoose(key as Chosen);
        }
      }}
    >
      <ToggleButton id="all">
        {words.t('wiring.page.all', { count: services.length })}
      </ToggleButton>
      {wiringStandings.map(standing => {
        const { icon: Icon, word } = presentWiringStanding(standing);
        const count = services.filter(
          service => service.standing === standing,
        ).length;
        return (
          <ToggleButton
            key={standing}
            id={standing}
            iconStart={<Icon aria-hidden="true" />}
          >
            {words.t('wiring.page.only', {
              standing: words.t(word),
              count,
            })}
          </ToggleButton>
        );
      })}
    </ToggleButtonGroup>
  );
};
