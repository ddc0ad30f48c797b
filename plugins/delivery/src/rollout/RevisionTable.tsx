import { RevisionState } from '@slipway/plugin-delivery-common';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { presentRevisionRole } from '../present';
import { Age } from '../time';
import { useWords } from '../translation';
import styles from './RevisionTable.module.css';
import panel from './RolloutPanel.module.css';

/** The image without its registry; the whole of it is in the title. */
const shortImage = (image: string) => image.split('/').pop() || image;

const RevisionRow = ({ revision }: { revision: RevisionState }) => {
  const words = useWords();
  const { replicaSet, images, roles, replicas, available, createdAt } =
    revision;
  return (
    <tr>
      <th scope="row" title={replicaSet}>
        {revision.revision ?? words.t('rollout.revisions.unnumbered')}
        {createdAt && (
          <Text as="div" variant="body-small" color="secondary">
            <Age at={createdAt} as="ago" />
          </Text>
        )}
      </th>
      <td>
        {roles.length > 0
          ? roles.map(role => words.t(presentRevisionRole(role))).join(', ')
          : words.t('rollout.revisions.noRole')}
      </td>
      <td>
        {images.map(image => (
          <code key={image} title={image} className={styles.image}>
            {shortImage(image)}
          </code>
        ))}
      </td>
      <td>{words.t('rollout.revisions.available', { available, replicas })}</td>
    </tr>
  );
};

/** The ReplicaSets of a rollout, newest first, with the part that each plays. */
export const RevisionTable = ({
  revisions,
}: {
  revisions: RevisionState[];
}) => {
  const words = useWords();
  const titleId = useId();
  if (revisions.length === 0) {
    return null;
  }
  return (
    <div className={panel.group}>
      <Text as="h5" variant="body-medium" weight="bold" id={titleId}>
        {words.t('rollout.revisions.title')}
      </Text>
      <table className={styles.table} aria-labelledby={titleId}>
        <thead>
          <tr>
            <th scope="col">{words.t('rollout.revisions.revision')}</th>
            <th scope="col">{words.t('rollout.revisions.roles')}</th>
            <th scope="col">{words.t('rollout.revisions.images')}</th>
            <th scope="col">{words.t('rollout.revisions.replicas')}</th>
          </tr>
        </thead>
        <tbody>
          {revisions.map(revision => (
            <RevisionRow key={revision.replicaSet} revision={revision} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
