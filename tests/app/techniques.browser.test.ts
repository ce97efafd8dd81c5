import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Techniques from '../../src/app/Techniques.svelte';
import type { Recipe } from '../../src/core/recipe';
import { Lab } from '../../src/lab/lab.svelte';
import { Settings } from '../../src/lab/settings.svelte';

/** The controls of a recipe with nothing in it, and what the engine was asked to run, the newest last. */
async function open() {
  const asked: Recipe[] = [];
  const never = () => new Promise<never>(() => undefined);
  const run = (recipe: Recipe) => {
    asked.push(recipe);
    return never();
  };
  const engine = { run, point: never, ask: never, steer: () => undefined, exportFile: never };
  const lab = new Lab(engine, { model: 'lenet-300-100', steps: [] });
  await render(Techniques, { settings: new Settings(lab), techniques: undefined });
  return asked;
}

const control = (name: string) => page.getByLabelText(name, { exact: true });

test('calibration is offered once activations are quantized, on digits unless chosen otherwise', async () => {
  const asked = await open();
  await expect.element(control('Calibration')).not.toBeInTheDocument();
  await control('Activations').selectOptions('8 bits');
  await expect.element(control('Calibration')).toHaveDisplayValue('on digits');
  expect(asked.at(-1)!.steps).toMatchObject([{ kind: 'activations', bits: 8, images: 'digits' }]);
  await control('Calibration').selectOptions('on blanks');
  expect(asked.at(-1)!.steps).toMatchObject([{ kind: 'activations', bits: 8, images: 'blank' }]);
});

test('calibration is chosen by key, and the choice outlives activations in float32', async () => {
  const asked = await open();
  await control('Activations').selectOptions('4 bits');
  (control('Calibration').element() as HTMLElement).focus();
  await userEvent.keyboard('on b');
  await expect.element(control('Calibration')).toHaveDisplayValue('on blanks');
  await control('Activations').selectOptions('float32');
  expect(asked.at(-1)!.steps).toEqual([]);
  await expect.element(control('Calibration')).not.toBeInTheDocument();
  await control('Activations').selectOptions('8 bits');
  await expect.element(control('Calibration')).toHaveDisplayValue('on blanks');
  expect(asked.at(-1)!.steps).toMatchObject([{ bits: 8, images: 'blank' }]);
});
