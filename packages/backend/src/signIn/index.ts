export { roleSignInModule as default } from './roleSignInModule';
