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
  const { application, live, wanted, sync, health } = environment;
  if (!application && !live && !wanted) {
    return null;
  }
  return (
    <Facts>
      <Fact name={words.t('environment.live')}>
        {live ? (
          <ReleaseText release={live} />
        ) : (
          words.t('environment.nothingLive')
        )}
      </Fact>
      {wanted && differs(live, wanted) && (
        <Fact name={words.t('environment.wanted')}>
          <ReleaseText release={wanted} />
        </Fact>
      )}
      <Fact name={words.t('environment.sync')}>
        {words.t(presentSync(sync))}
      </Fact>
      <Fact name={words.t('environment.health')}>
        {words.t(presentHealth(health))}
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
