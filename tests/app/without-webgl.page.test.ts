import { expect, test } from 'vitest';
import { copiedReport, open, judged, useBrowser } from './page';

const used = useBrowser();
const withoutWebGL = useBrowser([
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-webgl',
  '--disable-webgl2',
]);
const LINK =
  '#v=1&model=lenet-300-100&steps=prune(magnitude,layer,0.6)+quantize(5,channel,asymmetric)';

test('a WebAssembly file that cannot be fetched is asked for again, and plain JavaScript does not stand in for it', async () => {
  const { page } = await open(withoutWebGL.browser, LINK, {}, (blank) =>
    blank.route(/\.wasm$/, (route) => route.abort()),
  );
  await page
    .getByText('A part of the engine could not be fetched. Check the connection. A second try')
    .waitFor();
  await page.unroute(/\.wasm$/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await judged(page);
  await page.getByText('WebGL is not available here').waitFor();
  expect(await page.getByText('plain JavaScript').count()).toBe(0);
  await page.context().close();
});

test('a browser without WebGL says so and finds the same bytes and the same answers', async () => {
  const { page: plain } = await open(withoutWebGL.browser, LINK);
  await judged(plain);
  await plain.getByText('WebGL is not available here').waitFor();
  const { page: webgl } = await open(used.browser, LINK);
  await judged(webgl);
  await webgl.getByText('draws WebGL without a GPU').waitFor();
  const [a, b] = [await copiedReport(plain), await copiedReport(webgl)];
  expect(a.memory.gpuBytes).toBeUndefined();
  expect(b.memory.gpuBytes).toBeGreaterThan(0);
  expect(a.size).toEqual(b.size);
  expect(a.tensors).toEqual(b.tensors);
  a.predictions.forEach(({ probabilities, ...answers }, i) => {
    const { probabilities: others, ...same } = b.predictions[i]!;
    expect(answers).toEqual(same);
    expect(Math.abs(probabilities!.label.after - others!.label.after)).toBeLessThan(1e-6);
  });
  await plain.context().close();
  await webgl.context().close();
});
