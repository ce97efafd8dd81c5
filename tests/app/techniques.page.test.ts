import { describe, expect, test } from 'vitest';
import { copiedReport, figure, open, judged, useBrowser } from './page';

const used = useBrowser();

describe('the techniques', () => {
  test('bring DS-CNN back from the collapse that one scale a tensor means', async () => {
    const link = '#v=1&model=ds-cnn&steps=quantize(8,tensor,symmetric)';
    const { page, errors } = await open(used.browser, link);
    await judged(page);
    await page.getByText('Made to collapse').waitFor();
    const float = (await figure(page, 'Accuracy', 'Before'))!;
    expect(await figure(page, 'Accuracy', 'After')).toBeLessThan(float - 0.2);
    await page.getByText('Techniques').click();
    await page.getByLabel('Equalize ranges across layers').check();
    await page.getByLabel('Correct biases').check();
    await judged(page);
    expect(await figure(page, 'Accuracy', 'After')).toBeGreaterThan(float - 0.02);
    await page.getByText('10 kernels equalized. Biases of 10 layers corrected.').waitFor();
    await expect
      .poll(() => new URL(page.url()).hash)
      .toBe('#v=1&model=ds-cnn&steps=equalize()+quantize(8,tensor,symmetric)+correct()');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('share a codebook, which the size counts, and quantize activations', async () => {
    const { page } = await open(used.browser, '#v=1&model=lenet-300-100');
    await judged(page);
    await page.getByLabel('Levels').selectOption('k-means');
    await page.getByLabel('Bits').fill('5');
    await page.getByText('Techniques').click();
    await page.getByLabel('Activations').selectOption('8 bits');
    await judged(page);
    const { recipe, techniques } = await copiedReport(page);
    expect(recipe.steps).toEqual([
      { kind: 'cluster', clusters: 32, init: 'linear' },
      { kind: 'activations', bits: 8, range: 'minmax', images: 'digits' },
    ]);
    expect(techniques.activations).toEqual(['input', 'fc1', 'fc2']);
    // Five bits a weight, three codebooks of 32 values, 410 biases.
    const codes = [235_200, 30_000, 1_000].reduce((sum, n) => sum + Math.ceil((n * 5) / 8), 0);
    expect(await figure(page, 'Size', 'After')).toBe(codes + 4 * (3 * 32 + 410));
    await page.context().close();
  });

  test('treat a layer by itself, and forget it with the model', async () => {
    const { page } = await open(used.browser, '#v=1&model=lenet-300-100');
    await judged(page);
    await page.getByText('Layer by layer', { exact: true }).click();
    const share = page.getByLabel('fc1: share pruned');
    await share.fill('90');
    await share.press('Enter');
    await judged(page);
    const { recipe, tensors } = await copiedReport(page);
    expect(recipe.steps).toMatchObject([{ kind: 'prune', layers: { fc1: 0.9 } }]);
    expect(tensors[0]!.zeros).toBeGreaterThanOrEqual(0.9 * 235_200);
    await page.getByLabel('Model').selectOption({ index: 1 });
    await judged(page);
    expect((await copiedReport(page)).recipe.steps).toEqual([]);
    await page.context().close();
  });
});

describe('structured pruning', () => {
  test('makes the network really smaller, and the page draws it narrowing', async () => {
    const { page } = await open(used.browser, '#v=1&model=lenet-5');
    await judged(page);
    await page.getByLabel('Method').selectOption('filters, by L2');
    await page.getByLabel('Scope').selectOption('each layer');
    await page.getByLabel('Sparsity').fill('50');
    await judged(page);
    await page.getByText('285 of 570 filters and neurons removed').waitFor();
    // Half of 20, 50 and 500: convolutions of 10 and 25 filters, 250 neurons, 10 outputs.
    const weights = 25 * 10 + 25 * 10 * 25 + 4 * 4 * 25 * 250 + 250 * 10;
    const { macs, parameters } = await copiedReport(page);
    expect(parameters.kernels).toBe(weights);
    expect(macs.after).toBe(24 * 24 * 250 + 8 * 8 * 6_250 + 100_000 + 2_500);
    expect(await figure(page, 'Size', 'After')).toBe(4 * (weights + 10 + 25 + 250 + 10));
    await page.getByText('646,500 of 2,293,000 multiplications').waitFor();
    await page.getByText('250 of 500', { exact: true }).waitFor();
    await page.context().close();
  });
});

describe('the pictures of a layer', () => {
  test('have their figures in tables, and change with the layer', async () => {
    const link = '#v=1&model=lenet-5&steps=prune(magnitude,global,0.8)';
    const { page } = await open(used.browser, link);
    await judged(page);
    await page.getByLabel('Layer', { exact: true }).selectOption('fc1');
    await page.getByText(/^\d+,\d+ of 400,000 weights are 0/).waitFor();
    const histogram = page.getByRole('group', { name: 'Histogram as a table' });
    await page.locator('figure', { hasText: 'Its weights' }).locator('summary').click();
    const after = await histogram.locator('tbody td:nth-child(4)').allInnerTexts();
    const sum = after.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);
    expect(sum).toBe(400_000);
    await page.context().close();
  });
});
