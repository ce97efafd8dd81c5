import { describe, expect, test } from 'vitest';
import { copiedReport, figure, judged, open, tabTo, useBrowser } from './page';

const used = useBrowser();

describe('the controls', () => {
  test('work by keyboard alone, and the results and the link follow', async () => {
    const { page } = await open(used.browser);
    await judged(page);
    await tabTo(page, page.getByLabel('Sparsity'));
    await page.keyboard.press('End');
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowLeft');
    await tabTo(page, page.getByLabel('Bits'));
    // To the right is smaller: from float32 by way of float16 to 8 bits.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await judged(page);
    const report = await copiedReport(page);
    expect(report.recipe.steps).toEqual([
      { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: 0.9 },
      { kind: 'quantize', bits: 8, granularity: 'channel', scheme: 'symmetric' },
    ]);
    expect(report.sparsity.achieved * 266_200).toBeCloseTo(239_580, 6);
    expect(await figure(page, 'Size', 'After')).toBe(266_200 + 410 * 4 + 410 * 4);
    expect(await figure(page, 'Accuracy', 'After')).toBe(report.accuracy.after.accuracy);
    await expect
      .poll(() => new URL(page.url()).hash)
      .toBe(
        '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.9)+quantize(8,channel,symmetric)',
      );
    await page.context().close();
  });

  test('show what a link says, and the same link gives the same figures', async () => {
    const link = '#v=1&model=lenet-5&steps=prune(random,layer,0.25)+quantize(3,tensor,asymmetric)';
    const { page } = await open(used.browser, link);
    await judged(page);
    expect(await page.getByLabel('Model').inputValue()).toBe('lenet-5');
    expect(await page.getByLabel('Sparsity').inputValue()).toBe('25');
    expect(await page.getByLabel('Scope').inputValue()).toBe('layer');
    expect(await page.getByLabel('Method').inputValue()).toBe('random');
    expect(await page.getByLabel('Bits').inputValue()).toBe('3');
    expect(await page.getByLabel('Granularity').inputValue()).toBe('tensor');
    expect(await page.getByLabel('Scheme').inputValue()).toBe('asymmetric');
    const { accuracy, size } = await copiedReport(page);
    await page.reload();
    await judged(page);
    const again = await copiedReport(page);
    expect(again.accuracy).toEqual(accuracy);
    expect(again.size).toEqual(size);
    await page.context().close();
  });

  test('name each part of a link that could not be read, and keep the rest', async () => {
    const { page } = await open(
      used.browser,
      '#v=1&model=lenet-300-100&steps=prune(magnitude,global,2)+quantize(4,channel,symmetric)',
    );
    await judged(page);
    await page.getByText('expected a number from 0 to 1').waitFor();
    expect(await page.getByLabel('Bits').inputValue()).toBe('4');
    expect(await page.getByLabel('Sparsity').inputValue()).toBe('0');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await page.getByText('expected a number from 0 to 1').count()).toBe(0);
    await page.context().close();
  });

  test('follow a link that is changed by hand, and the model picker keeps the steps', async () => {
    const { page } = await open(used.browser);
    await judged(page);
    await page.evaluate(() => {
      location.hash = '#v=1&model=lenet-300-100&steps=quantize(2,tensor,symmetric)';
    });
    await page.getByText('2 bits', { exact: true }).waitFor();
    await page.getByLabel('Model').selectOption('lenet-5');
    await judged(page);
    const { recipe, parameters } = await copiedReport(page);
    expect(recipe.model).toBe('lenet-5');
    expect(recipe.steps).toMatchObject([{ kind: 'quantize', bits: 2 }]);
    expect(parameters.kernels + parameters.others).toBe(431_080);
    await page.context().close();
  });

  test('judge a part of the digits while they move, and all of them at rest', async () => {
    const { page } = await open(used.browser);
    await judged(page);
    const slider = page.getByLabel('Sparsity');
    await slider.evaluate((input: HTMLInputElement) => {
      input.value = '80';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.getByText('of 250', { exact: true }).waitFor();
    await judged(page);
    expect((await copiedReport(page)).accuracy.after.images).toBe(250);
    await slider.evaluate((input) => input.dispatchEvent(new Event('change', { bubbles: true })));
    await page.getByText('of 1,000', { exact: true }).waitFor();
    await judged(page);
    expect((await copiedReport(page)).accuracy.after.images).toBe(1000);
    await page.context().close();
  });

  test('judge all of the digits where a slider is taken back to where nothing is pruned', async () => {
    const { page } = await open(used.browser, '#v=1&steps=prune(magnitude,global,0.5)');
    await judged(page);
    const slider = page.getByLabel('Sparsity');
    const whole = async () => {
      await page.getByText('of 1,000', { exact: true }).waitFor();
      await judged(page);
      expect((await copiedReport(page)).recipe.steps).toEqual([]);
    };
    await judged(page);
    await slider.press('Home');
    await page.getByText('The network as it was trained').waitFor();
    await whole();
    // Once it stands still, wherever late figures have moved it.
    await slider.hover({ position: { x: 8, y: 8 } });
    const { x, y, height } = (await slider.boundingBox())!;
    await page.mouse.down();
    await page.mouse.move(x + 80, y + height / 2, { steps: 4 });
    await page.getByText('of 250', { exact: true }).waitFor();
    await page.mouse.move(x - 20, y + height / 2, { steps: 4 });
    await page.mouse.up();
    await page.getByText('The network as it was trained').waitFor();
    await whole();
    await page.context().close();
  });

  test('leave tensors and GPU bytes as they were after 200 moves of a slider', async () => {
    const { page } = await open(used.browser, '#v=1&steps=prune(magnitude,global,0.5)');
    await judged(page);
    const { memory } = await copiedReport(page);
    await page.getByLabel('Sparsity').focus();
    for (let i = 0; i < 100; i++) await page.keyboard.press('ArrowRight');
    for (let i = 0; i < 100; i++) await page.keyboard.press('ArrowLeft');
    for (let i = 0; i < 50; i++) await page.keyboard.press('ArrowRight');
    await judged(page);
    const after = await copiedReport(page);
    expect(after.recipe.steps).toMatchObject([{ sparsity: 0.5 }]);
    expect(after.memory).toEqual(memory);
    expect(memory.gpuBytes).toBeGreaterThan(0);
    await page.context().close();
  });
});
