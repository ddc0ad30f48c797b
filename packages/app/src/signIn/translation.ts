import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const signInTranslationRef = createTranslationRef({
  id: 'slipway.sign-in',
  messages: {
    title: 'Welcome to Slipway',
    intro:
      'This portal runs on an embedded sandbox. Choose the role in which you want to look around; you can sign out and come back in another.',
    enter: 'Enter as {{role}}',
    roles: {
      developer: {
        name: 'Developer',
        description:
          'Launches services, and steers the rollouts of those that the team owns.',
      },
      viewer: {
        name: 'Viewer',
        description:
          'Sees every service and its delivery, and changes nothing.',
      },
      platformOwner: {
        name: 'Platform owner',
        description: 'Writes the templates, and may steer every service.',
      },
    },
  },
});
