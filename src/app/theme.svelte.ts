import { readItem, writeItem } from './storage';

const KEY = 'whittle.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

/** The colour theme: the reader's own choice, else the system's. */
class Theme {
  private chosen: string | undefined = $state(readItem(KEY));
  private system = $state(system.matches ? 'dark' : 'light');

  constructor() {
    system.addEventListener('change', ({ matches }) => {
      this.system = matches ? 'dark' : 'light';
      showTheme();
    });
  }

  get name(): 'light' | 'dark' {
    return (this.chosen ?? this.system) === 'dark' ? 'dark' : 'light';
  }

  toggle(): void {
    this.chosen = this.name === 'dark' ? 'light' : 'dark';
    writeItem(KEY, this.chosen);
    showTheme();
  }
}

export const theme = new Theme();

/** Tells the style sheet which theme holds. */
export function showTheme(): void {
  document.documentElement.dataset['theme'] = theme.name;
}
