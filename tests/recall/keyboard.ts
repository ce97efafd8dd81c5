import { userEvent } from 'vitest/browser';

/** What the element that has the focus is called: by its name, its label, or its own text. */
export function focused(): string {
  const { activeElement } = document;
  const named = activeElement?.getAttribute('aria-label');
  const labels =
    activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement
      ? activeElement.labels
      : null;
  return named ?? (labels?.[0] ?? activeElement)?.textContent.trim() ?? '';
}

/** Presses Tab until the focus is on what is called so; throws where it never gets there. */
export async function tabTo(name: string): Promise<void> {
  for (let presses = 0; presses < 90; presses++) {
    await userEvent.tab();
    if (focused() === name) return;
  }
  throw new Error(`Tab never reached “${name}”.`);
}
