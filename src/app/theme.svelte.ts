import { readItem, writeItem } from './storage';

const KEY = 'whittle.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const forced = matchMedia('(forced-colors: active)');

/** The colour theme: the reader's own choice, else the system's. */
class Theme {
  private chosen: string | undefined = $state(readItem(KEY));
  /** Whether the system sets the colours: what is drawn in those of a theme is drawn again with it. */
  private forced = $state(forced.matches);
  private system = $state(system.matches ? 'dark' : 'light');

  constructor() {
    forced.addEventListener('change', ({ matches }) => (this.forced = matches));
    system.addEventListener('change', ({ matches }) => {
      this.system = matches ? 'dark' : 'light';
      showTheme();
    });
  }

  get name(): 'light' | 'dark' {
    void this.forced;
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
