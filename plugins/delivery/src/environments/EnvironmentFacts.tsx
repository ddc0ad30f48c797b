import { EnvironmentState } from '@slipway/plugin-delivery-common';
import { Fact, Facts, OutLink } from '../components';
import { differs, presentHealth, presentSync } from '../present';
import { useWords } from '../translation';
import { ReleaseText } from './ReleaseText';

/** The particulars of an environment; an empty one has none but its place. */
export const EnvironmentFacts = ({
  environment,
}: {
  environment: EnvironmentState;
}) => {
  const words = useWords();
  const { application, live, wanted, sync, health, namespace, cluster } =
    environment;
  if (!application && !live && !wanted) {
    return null;
  }
  const isBehind = differs(live, wanted);
  return (
    <Facts>
      <Fact name={words.t('environment.live')} isWide={isBehind}>
        {live ? (
          <ReleaseText release={live} />
        ) : (
          words.t('environment.nothingLive')
        )}
      </Fact>
      {wanted && isBehind && (
        <Fact name={words.t('environment.wanted')} isWide>
          <ReleaseText release={wanted} />
        </Fact>
      )}
      <Fact name={words.t('environment.sync')}>
        {words.t(presentSync(sync))}
      </Fact>
      <Fact name={words.t('environment.health')}>
        {words.t(presentHealth(health))}
      </Fact>
      <Fact name={words.t('environment.place')}>
        {words.t('environment.placeOn', { namespace, cluster })}
      </Fact>
      {application && (
        <Fact name={words.t('environment.argocd')}>
          <OutLink
            href={application.url}
            title={words.t('environment.application', {
              name: `${application.namespace}/${application.name}`,
            })}
          >
            {application.name}
          </OutLink>
        </Fact>
      )}
    </Facts>
  );
};
