import axe from 'axe-core';

/** Rules of axe-core that the components on the page break, apart from landmarks, which a page has. */
export async function broken(): Promise<string[]> {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
