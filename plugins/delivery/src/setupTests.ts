import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What is waited for comes when it comes: a busy machine takes its time.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);
