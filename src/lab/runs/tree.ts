import { parseLink } from '../../core/link';
import { STEP_TYPES, typeOf, type Recipe, type Step } from '../../core/recipe';
import { formatStep } from '../../core/step-text';
import type { Run } from './run';

/** A place in the tree of steps: the recipe that leads here, and its run where it was run. */
export interface TreeNode {
  /** The steps up to here as a link holds them; empty for the model as trained. */
  readonly key: string;
  /** The last of them; left out for the model as trained. */
  readonly step?: Step;
  readonly depth: number;
  readonly run?: Run;
  /** What was done next, by kind of step and then by its values. */
  readonly children: readonly TreeNode[];
}

interface Growing {
  readonly key: string;
  readonly step?: Step;
  readonly depth: number;
  run?: Run;
  readonly children: Map<string, Growing>;
}

/** The runs of one model as a tree: those with the same first steps have a branch in common. */
export function treeOf(runs: readonly Run[]): TreeNode {
  const root: Growing = { key: '', depth: 0, children: new Map() };
  for (const run of runs) {
    let node = root;
    for (const step of recipeOf(run).steps) {
      const text = formatStep(step);
      let child = node.children.get(text);
      if (!child) {
        const key = node.key === '' ? text : `${node.key}+${text}`;
        child = { key, step, depth: node.depth + 1, children: new Map() };
        node.children.set(text, child);
      }
      node = child;
    }
    node.run = run;
  }
  return grown(root);
}

/** Recipes by the ids that they were read from: of a thousand runs each is asked for many times. */
const RECIPES = new Map<string, Recipe>();

/** The recipe of a run that was read: its id has no problems. */
export function recipeOf({ id }: Pick<Run, 'id'>): Recipe {
  let recipe = RECIPES.get(id);
  if (!recipe) {
    const model = modelOf(id);
    ({ recipe } = parseLink(id, { models: [model], defaultModel: model }));
    RECIPES.set(id, recipe);
  }
  return recipe;
}

/** The model of a run's id. */
export function modelOf(id: string): string {
  return /&model=([^&]*)/.exec(id)?.[1] ?? '';
}

/** A row of the tree as a list, with the nodes that lead to it. */
export interface TreeRow {
  readonly node: TreeNode;
  readonly above: readonly TreeNode[];
}

/** The tree from the top down, without what is below folded nodes. */
export function rowsOf(root: TreeNode, folded: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (node: TreeNode, above: readonly TreeNode[]) => {
    rows.push({ node, above });
    if (folded.has(node.key)) return;
    for (const child of node.children) add(child, [...above, node]);
  };
  add(root, []);
  return rows;
}

/** Runs at a node and below it. */
export function runsBelow({ run, children }: TreeNode): number {
  return children.reduce((sum, child) => sum + runsBelow(child), run ? 1 : 0);
}

function grown({ key, step, depth, run, children }: Growing): TreeNode {
  const sorted = [...children.values()].sort((a, b) => compareSteps(a.step!, b.step!)).map(grown);
  return { key, depth, children: sorted, ...(step && { step }), ...(run && { run }) };
}

function compareSteps(a: Step, b: Step): number {
  const order = Object.keys(STEP_TYPES);
  if (a.kind !== b.kind) return order.indexOf(a.kind) - order.indexOf(b.kind);
  for (const { name } of typeOf(a).parameters) {
    const [one, other] = [a, b].map((step) => Reflect.get(step, name) as string | number);
    if (one! < other!) return -1;
    if (one! > other!) return 1;
  }
  return formatStep(a) < formatStep(b) ? -1 : 1;
}
