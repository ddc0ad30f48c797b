import { Header } from '@backstage/ui';
import { LaunchesPage } from '../launches';
import { useWords } from '../translation';

/** In the old frontend system a page brings its own header. */
export const LegacyLaunchesPage = () => {
  const words = useWords();
  return (
    <>
      <Header title={words.t('launch.page.title')} />
      <LaunchesPage />
    </>
  );
};
