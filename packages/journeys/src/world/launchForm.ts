import type { Page } from 'playwright-core';

/** Fills in the first page of a template's form. */
export async function fillIn(page: Page, service: string): Promise<void> {
  await nameField(page).fill(service);
  await page.getByText(`The name "${service}" is free.`).waitFor();
  await page.getByLabel(/Owner/).click();
  await page.getByRole('option', { name: /Service team/ }).click();
  await page.getByLabel(/Description/).fill(`Takes ${service}`);
}

/** The last page of the form, with what is in the way of the launch. */
export async function lookAhead(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page
    .getByText(/^Nothing is in the way: \d+ things were looked at\.$/)
    .waitFor();
}

/** Shows what was filled in, with the button that begins. */
export async function review(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).waitFor();
}

export function nameField(page: Page) {
  return page.getByLabel('Name', { exact: false }).first();
}
