import { Header } from '@backstage/ui';
import { useWords } from '../translation';
import { WiringPage } from '../wiring';

/** In the old frontend system a page brings its own header. */
export const LegacyWiringPage = () => {
  const words = useWords();
  return (
    <>
      <Header title={words.t('wiring.page.title')} />
      <WiringPage />
    </>
  );
};
