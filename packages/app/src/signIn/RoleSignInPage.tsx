import { ProxiedSignInPage } from '@backstage/core-components';
import type { IdentityApi, SignInPageProps } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Container,
  Grid,
  Text,
} from '@backstage/ui';
import { useCallback, useState } from 'react';
import { forgetRole, keepRole, readRole, Role } from './roles';
import { signInTranslationRef } from './translation';

/** Forgets the role of the tab when its person signs out. */
function forgettingRole(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      forgetRole(window.sessionStorage);
      await identity.signOut();
      window.location.assign('/');
    },
  };
}

export const RoleSignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const { t } = useTranslationRef(signInTranslationRef);
  const [role, setRole] = useState(() => readRole(window.sessionStorage));
  const succeed = useCallback(
    (identity: IdentityApi) => onSignInSuccess(forgettingRole(identity)),
    [onSignInSuccess],
  );

  if (role) {
    return <ProxiedSignInPage provider={role} onSignInSuccess={succeed} />;
  }

  const enter = (chosen: Role) => {
    keepRole(window.sessionStorage, chosen);
    setRole(chosen);
  };
  const offers: Array<{ role: Role; name: string; description: string }> = [
    {
      role: 'developer',
      name: t('roles.developer.name'),
      description: t('roles.developer.description'),
    },
    {
      role: 'viewer',
      name: t('roles.viewer.name'),
      description: t('roles.viewer.description'),
    },
    {
      role: 'platform-owner',
      name: t('roles.platformOwner.name'),
      description: t('roles.platformOwner.description'),
    },
  ];

  return (
    <Container py="8">
      <Text as="h1" variant="title-large">
        {t('title')}
      </Text>
      <Text as="p" variant="body-large" color="secondary">
        {t('intro')}
      </Text>
      <Grid.Root columns={{ initial: '1', md: '3' }} gap="4" mt="6">
        {offers.map(offer => (
          <Card key={offer.role}>
            <CardHeader>
              <Text as="h2" variant="title-small">
                {offer.name}
              </Text>
            </CardHeader>
            <CardBody>
              <Text>{offer.description}</Text>
            </CardBody>
            <CardFooter>
              <Button onPress={() => enter(offer.role)}>
                {t('enter', { role: offer.name })}
              </Button>
            </CardFooter>
          </Card>
        ))}
      </Grid.Root>
    </Container>
  );
};
