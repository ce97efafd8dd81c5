import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenRules, open, settled, useBrowser, type Opened } from './page';

const SETTING =
  '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.9)+quantize(3,tensor,symmetric)';

const used = useBrowser();

describe('where the system sets every colour', () => {
  let visit: Opened;

  beforeAll(async () => {
    visit = await open(used.browser, SETTING, { forcedColors: 'active' });
    await settled(visit.page);
  });
  afterAll(() => visit.page.context().close());

  /** A property of the first element that matches, as the browser shows it. */
  const style = (selector: string, property: string) =>
    visit.page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

  test('only the digits that are read wrong are framed, and the new ones otherwise than the old', async () => {
    expect(await style('.tile.right', 'border-top-color')).toBe('rgba(0, 0, 0, 0)');
    expect(await style('.tile.lost', 'border-top-color')).not.toBe('rgba(0, 0, 0, 0)');
    expect(await style('.tile.lost', 'border-top-style')).toBe('solid');
    expect(await style('.tile.wrong', 'border-top-style')).toBe('dashed');
  });

  test('before and after keep their keys, and can be told without colour', async () => {
    expect(await style('.key.before', 'background-image')).toContain('repeating-linear-gradient');
    expect(await style('.key.after', 'background-image')).toBe('none');
    expect(await style('.key.after', 'background-color')).not.toBe(
      await style('.panel', 'background-color'),
    );
  });

  test('breaks no rule of axe-core', async () => {
    expect(await brokenRules(visit.page)).toEqual([]);
    expect(visit.errors).toEqual([]);
  });
});
